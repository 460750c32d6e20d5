package org.ledplatform.whatsapp.signal;

/** The key of this message was used before: the message was decrypted once already. */
public final class DuplicateMessageException extends SignalException {

  private static final long serialVersionUID = 1L;

  public DuplicateMessageException(String message) {
    super(message);
  }
}
