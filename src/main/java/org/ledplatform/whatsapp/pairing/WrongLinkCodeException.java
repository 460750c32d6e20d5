package org.ledplatform.whatsapp.pairing;

/** Both sides of a pairing by code did not use the same code, or a key was changed on its way. */
public final class WrongLinkCodeException extends PairingException {

  private static final long serialVersionUID = 1L;

  WrongLinkCodeException(String message) {
    super(message);
  }

  WrongLinkCodeException(String message, Throwable cause) {
    super(message, cause);
  }
}
