package org.ledplatform.whatsapp.pairing;

/** A text that is no pairing QR. */
public final class NotAPairingQrException extends PairingException {

  private static final long serialVersionUID = 1L;

  NotAPairingQrException(String message) {
    super(message);
  }

  NotAPairingQrException(String message, Throwable cause) {
    super(message, cause);
  }
}
