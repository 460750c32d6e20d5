/** What happened: the log of each bot. */
@NullMarked
package org.ledplatform.journal;

import org.jspecify.annotations.NullMarked;
