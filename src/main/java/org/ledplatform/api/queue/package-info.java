/** Work that is done one piece at a time, on somebody else's threads. */
@NullMarked
package org.ledplatform.api.queue;

import org.jspecify.annotations.NullMarked;
