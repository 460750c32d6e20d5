package org.ledplatform.whatsapp.pairing;

/** The account's signature under our identity does not verify. */
public final class SignatureMismatchException extends PairingException {

  private static final long serialVersionUID = 1L;

  SignatureMismatchException(String message) {
    super(message);
  }
}
