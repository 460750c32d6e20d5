package org.ledplatform.whatsapp.pairing;

/**
 * The answer to a scan was not made with the secret of our QR: somebody else scanned, or forged it.
 */
public final class HmacMismatchException extends PairingException {

  private static final long serialVersionUID = 1L;

  HmacMismatchException(String message) {
    super(message);
  }
}
