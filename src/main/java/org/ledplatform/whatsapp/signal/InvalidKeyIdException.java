package org.ledplatform.whatsapp.signal;

/** The message names a pre-key that we do not have (any longer). */
public final class InvalidKeyIdException extends SignalException {

  private static final long serialVersionUID = 1L;

  public InvalidKeyIdException(String message) {
    super(message);
  }
}
