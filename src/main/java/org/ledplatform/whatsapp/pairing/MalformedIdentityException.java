package org.ledplatform.whatsapp.pairing;

/** A device identity that lacks parts or is not what the protocol says (protocol §12.3). */
public final class MalformedIdentityException extends PairingException {

  private static final long serialVersionUID = 1L;

  MalformedIdentityException(String message) {
    super(message);
  }

  MalformedIdentityException(String message, Throwable cause) {
    super(message, cause);
  }
}
