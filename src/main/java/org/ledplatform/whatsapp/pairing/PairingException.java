package org.ledplatform.whatsapp.pairing;

import org.ledplatform.whatsapp.WhatsAppException;

/** A pairing that cannot be trusted or read. */
public abstract sealed class PairingException extends WhatsAppException
    permits HmacMismatchException,
        SignatureMismatchException,
        MalformedIdentityException,
        NotAPairingQrException,
        NotALinkCodeException,
        NotAPhoneNumberException,
        WrongLinkCodeException {

  private static final long serialVersionUID = 1L;

  PairingException(String message) {
    super(message);
  }

  PairingException(String message, Throwable cause) {
    super(message, cause);
  }
}
