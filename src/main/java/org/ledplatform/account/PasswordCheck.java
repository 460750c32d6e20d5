package org.ledplatform.account;

import java.time.Duration;

/** What {@link Accounts#check} says to an address and a password. */
public sealed interface PasswordCheck {

  /** The pair belongs to this user. */
  record Right(User user) implements PasswordCheck {}

  /** Unknown address or wrong password. */
  record Wrong() implements PasswordCheck {}

  /** Too many failures for this address; the password was not looked at. */
  record Locked(Duration retryAfter) implements PasswordCheck {}
}
