package org.ledplatform.whatsapp.socket;

import org.ledplatform.whatsapp.WhatsAppException;

/** There is no connection, or no longer one. */
public final class SocketClosedException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  public SocketClosedException(String message) {
    super(message);
  }

  public SocketClosedException(String message, Throwable cause) {
    super(message, cause);
  }
}
