/** Server-sent events, so that nobody polls. */
@NullMarked
package org.ledplatform.api.events;

import org.jspecify.annotations.NullMarked;
