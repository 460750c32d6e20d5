package org.ledplatform.whatsapp.stanza;

import org.ledplatform.whatsapp.WhatsAppException;

/** A question to the network has no answer; {@link #failure} says why. */
public final class QueryFailedException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  private final transient QueryFailure failure;

  public QueryFailedException(QueryFailure failure) {
    super("The network did not do it: " + failure.text());
    this.failure = failure;
  }

  /** Why. */
  public QueryFailure failure() {
    return failure;
  }
}
