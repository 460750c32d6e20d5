package org.ledplatform.account;

/** Sealed bytes that do not open: changed, moved elsewhere, or sealed under another master key. */
public final class SealBrokenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SealBrokenException(String message) {
    super(message);
  }

  public SealBrokenException(String message, Throwable cause) {
    super(message, cause);
  }
}
