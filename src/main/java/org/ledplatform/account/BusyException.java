package org.ledplatform.account;

/**
 * Too many passwords wait to be checked. Refusing some at once keeps the server's threads for
 * everybody else: strangers may ask for as many checks as they like, and each is slow on purpose.
 */
public final class BusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BusyException() {
    super("Too many people sign in right now. Please try again in a moment.");
  }
}
