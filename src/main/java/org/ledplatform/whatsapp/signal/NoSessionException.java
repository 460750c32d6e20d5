package org.ledplatform.whatsapp.signal;

/** There is no signal session with that device. */
public final class NoSessionException extends SignalException {

  private static final long serialVersionUID = 1L;

  public NoSessionException(String message) {
    super(message);
  }
}
