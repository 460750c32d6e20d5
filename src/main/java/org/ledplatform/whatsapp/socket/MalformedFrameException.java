package org.ledplatform.whatsapp.socket;

import org.ledplatform.whatsapp.WhatsAppException;

/** Bytes that are no frame: longer than the reader allows. */
public final class MalformedFrameException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  public MalformedFrameException(String message) {
    super(message);
  }
}
