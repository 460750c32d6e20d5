/** The composition root: settings, producers, threads. The only room that may know every other. */
@NullMarked
package org.ledplatform.assembly;

import org.jspecify.annotations.NullMarked;
