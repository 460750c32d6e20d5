package org.ledplatform.account;

import org.ledplatform.account.AccessTokens.AccessToken;

/**
 * What somebody holds after they registered, logged in or refreshed.
 *
 * @param refreshToken good for one {@link Accounts#refresh}; a secret
 */
public record Session(User user, AccessToken accessToken, String refreshToken) {
  @Override
  public String toString() {
    return "Session[user=" + user.id() + "]";
  }
}
