/** Joins a bot to the WhatsApp client: events in, replies out, state into the vault. */
@NullMarked
package org.ledplatform.link;

import org.jspecify.annotations.NullMarked;
