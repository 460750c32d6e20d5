package org.ledplatform.listing;

/** A cursor that no page gave out. */
public final class MalformedCursorException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public MalformedCursorException() {
    super("This cursor was not given out by this list");
  }
}
