package org.ledplatform.api.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ledplatform.account.Session;
import org.ledplatform.account.User;

/** The bodies of the account paths. Those with secrets in them do not print them. */
final class AuthBodies {

  private AuthBodies() {}

  /** What somebody writes to get an account. */
  record Register(@Nullable String email, @Nullable String password, @Nullable String displayName) {
    @Override
    public String toString() {
      return "Register[…]";
    }
  }

  /** What somebody writes to log in. */
  record Login(@Nullable String email, @Nullable String password) {
    @Override
    public String toString() {
      return "Login[…]";
    }
  }

  /** Carries a refresh token. */
  record Refresh(@Nullable String refreshToken) {
    @Override
    public String toString() {
      return "Refresh[…]";
    }
  }

  /** A user as the API shows it. */
  record UserJson(String id, String email, String displayName, String role, Instant createdAt) {
    static UserJson of(User user) {
      return new UserJson(
          user.id().value(),
          user.email(),
          user.displayName(),
          user.role().text(),
          user.createdAt());
    }
  }

  /**
   * What somebody holds once logged in.
   *
   * @param expiresIn seconds until the access token expires
   */
  record SessionJson(
      UserJson user, String accessToken, String refreshToken, String tokenType, long expiresIn) {
    static SessionJson of(Session session) {
      return new SessionJson(
          UserJson.of(session.user()),
          session.accessToken().value(),
          session.refreshToken(),
          "Bearer",
          session.accessToken().lifetime().toSeconds());
    }

    @Override
    public String toString() {
      return "SessionJson[…]";
    }
  }
}
