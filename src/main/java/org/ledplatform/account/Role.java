package org.ledplatform.account;

import java.util.Locale;

/** What a user may do beyond what they own. */
public enum Role {
  USER,
  ADMIN;

  /** As the API and the tokens write it: {@code user}, {@code admin}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
