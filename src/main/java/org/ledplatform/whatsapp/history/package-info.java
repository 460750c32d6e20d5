/** Past messages that a phone hands to a new companion, read as a stream (protocol §6.9, §12.7). */
@NullMarked
package org.ledplatform.whatsapp.history;

import org.jspecify.annotations.NullMarked;
