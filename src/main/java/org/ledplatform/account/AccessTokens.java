package org.ledplatform.account;

import java.time.Duration;

/** Issues the tokens that the API accepts. */
public interface AccessTokens {

  /** A signed token for this user. */
  AccessToken issue(User user);

  /**
   * A token and how long it lasts.
   *
   * @param value the compact JWT; a secret
   */
  record AccessToken(String value, Duration lifetime) {
    @Override
    public String toString() {
      return "AccessToken[lifetime=" + lifetime + "]";
    }
  }
}
