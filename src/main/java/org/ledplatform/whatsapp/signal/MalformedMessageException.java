package org.ledplatform.whatsapp.signal;

/** Bytes that are no signal message of version 3. */
public final class MalformedMessageException extends SignalException {

  private static final long serialVersionUID = 1L;

  public MalformedMessageException(String message) {
    super(message);
  }

  public MalformedMessageException(String message, Throwable cause) {
    super(message, cause);
  }
}
