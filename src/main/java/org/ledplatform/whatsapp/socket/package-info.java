/**
 * Bytes over a connection: the port, frames, a WebSocket of the JDK and an in-memory pair (protocol
 * §1).
 */
@NullMarked
package org.ledplatform.whatsapp.socket;

import org.jspecify.annotations.NullMarked;
