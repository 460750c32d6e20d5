package org.ledplatform.whatsapp.socket;

import org.ledplatform.whatsapp.WhatsAppException;

/** Something does not fit into a frame. Nothing of it was sent, and the connection goes on. */
public final class FrameTooLargeException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  public FrameTooLargeException(String message) {
    super(message);
  }
}
