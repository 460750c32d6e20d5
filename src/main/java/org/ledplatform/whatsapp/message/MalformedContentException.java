package org.ledplatform.whatsapp.message;

import org.ledplatform.whatsapp.WhatsAppException;

/** A message that decrypts to something that is no message. */
public final class MalformedContentException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  MalformedContentException(String message, Throwable cause) {
    super(message, cause);
  }
}
