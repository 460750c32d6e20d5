/** From message to reply. */
@NullMarked
package org.ledplatform.conversation;

import org.jspecify.annotations.NullMarked;
