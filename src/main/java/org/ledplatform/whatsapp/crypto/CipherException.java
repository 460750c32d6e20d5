package org.ledplatform.whatsapp.crypto;

import org.ledplatform.whatsapp.WhatsAppException;

/** A ciphertext that was not made with this key, or was changed on its way. */
public final class CipherException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  public CipherException(String message, Throwable cause) {
    super(message, cause);
  }

  public CipherException(String message) {
    super(message);
  }
}
