package org.ledplatform.account;

import java.time.Duration;

/** What became of a wish to log in. */
public sealed interface LoginOutcome {

  /** The pair was right. */
  record LoggedIn(Session session) implements LoginOutcome {}

  /** Unknown address or wrong password; nobody learns which. */
  record WrongPair() implements LoginOutcome {}

  /** Too many failures for this address; the password was not looked at. */
  record LockedOut(Duration retryAfter) implements LoginOutcome {}
}
