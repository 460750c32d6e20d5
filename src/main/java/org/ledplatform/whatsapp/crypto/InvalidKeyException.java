package org.ledplatform.whatsapp.crypto;

import org.ledplatform.whatsapp.WhatsAppException;

/** Bytes that are no key of Curve25519, or a key with which no secret can be agreed. */
public final class InvalidKeyException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  public InvalidKeyException(String message) {
    super(message);
  }

  public InvalidKeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
