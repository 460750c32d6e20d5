package org.ledplatform.whatsapp.pairing;

/** A text that is no phone number with its country code. The message completes "it …". */
public final class NotAPhoneNumberException extends PairingException {

  private static final long serialVersionUID = 1L;

  NotAPhoneNumberException(String message) {
    super(message);
  }
}
