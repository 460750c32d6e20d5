package org.ledplatform.whatsapp.signal;

/** The signed pre-key of a bundle is not signed by its identity key. */
public final class UntrustedSignatureException extends SignalException {

  private static final long serialVersionUID = 1L;

  public UntrustedSignatureException(String message) {
    super(message);
  }
}
