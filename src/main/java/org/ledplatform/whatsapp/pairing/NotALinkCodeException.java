package org.ledplatform.whatsapp.pairing;

/** A text that cannot be a pairing code. */
public final class NotALinkCodeException extends PairingException {

  private static final long serialVersionUID = 1L;

  NotALinkCodeException(String message) {
    super(message);
  }
}
