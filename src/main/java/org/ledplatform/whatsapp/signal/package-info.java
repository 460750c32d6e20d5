/** X3DH and the double ratchet (protocol §7). */
@NullMarked
package org.ledplatform.whatsapp.signal;

import org.jspecify.annotations.NullMarked;
