package org.ledplatform.whatsapp.message;

import org.ledplatform.whatsapp.WhatsAppException;

/** A vote for a poll that is not known here, or for an option that it does not have. */
public final class UnknownPollException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  public UnknownPollException(String message) {
    super(message);
  }
}
