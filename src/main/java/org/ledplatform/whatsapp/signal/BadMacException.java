package org.ledplatform.whatsapp.signal;

/** No signal session with that device can authenticate the message. */
public final class BadMacException extends SignalException {

  private static final long serialVersionUID = 1L;

  public BadMacException(String message) {
    super(message);
  }
}
