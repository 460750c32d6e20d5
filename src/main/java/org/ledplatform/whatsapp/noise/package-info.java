/**
 * The Noise XX handshake, the server's certificate chain and the transport ciphers (protocol §2).
 */
@NullMarked
package org.ledplatform.whatsapp.noise;

import org.jspecify.annotations.NullMarked;
