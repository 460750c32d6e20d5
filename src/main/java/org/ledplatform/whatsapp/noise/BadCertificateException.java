package org.ledplatform.whatsapp.noise;

/** The server shows a certificate that does not lead to the pinned root. */
public final class BadCertificateException extends HandshakeException {

  private static final long serialVersionUID = 1L;

  public BadCertificateException(String message) {
    super(message);
  }

  public BadCertificateException(String message, Throwable cause) {
    super(message, cause);
  }
}
