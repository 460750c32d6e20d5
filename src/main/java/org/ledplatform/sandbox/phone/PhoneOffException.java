package org.ledplatform.sandbox.phone;

/** The phone was removed, or the network closed, before it could do what was asked. */
public final class PhoneOffException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PhoneOffException() {
    super("The phone is off");
  }
}
