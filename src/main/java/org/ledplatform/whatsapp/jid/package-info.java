/** Addresses on the WhatsApp network. */
@NullMarked
package org.ledplatform.whatsapp.jid;

import org.jspecify.annotations.NullMarked;
