package org.ledplatform.whatsapp;

/**
 * Something on the WhatsApp side went wrong: bytes that are not what the protocol says, a signature
 * that does not verify, a store that refuses. Each cause has a named subclass beside its code.
 */
public class WhatsAppException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public WhatsAppException(String message) {
    super(message);
  }

  public WhatsAppException(String message, Throwable cause) {
    super(message, cause);
  }
}
