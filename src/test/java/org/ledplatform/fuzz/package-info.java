/**
 * Coverage-guided fuzzing: what the fuzz tests beside the code share, and how each of them is run
 * guided in a process of its own. The committed inputs run with every unit test run.
 */
@NullMarked
package org.ledplatform.fuzz;

import org.jspecify.annotations.NullMarked;
