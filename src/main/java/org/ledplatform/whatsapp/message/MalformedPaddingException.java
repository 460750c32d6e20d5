package org.ledplatform.whatsapp.message;

import org.ledplatform.whatsapp.WhatsAppException;

/** A decrypted message whose padding makes no sense. */
public final class MalformedPaddingException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  public MalformedPaddingException(String message) {
    super(message);
  }
}
