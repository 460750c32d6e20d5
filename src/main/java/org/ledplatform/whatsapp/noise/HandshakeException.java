package org.ledplatform.whatsapp.noise;

import org.ledplatform.whatsapp.WhatsAppException;

/** A handshake message that is not what the protocol says. */
public class HandshakeException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  public HandshakeException(String message) {
    super(message);
  }

  public HandshakeException(String message, Throwable cause) {
    super(message, cause);
  }
}
