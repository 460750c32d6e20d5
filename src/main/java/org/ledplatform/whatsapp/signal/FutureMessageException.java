package org.ledplatform.whatsapp.signal;

/** The message is more than 2000 messages ahead of the last one. */
public final class FutureMessageException extends SignalException {

  private static final long serialVersionUID = 1L;

  public FutureMessageException(String message) {
    super(message);
  }
}
