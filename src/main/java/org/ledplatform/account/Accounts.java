package org.ledplatform.account;

import java.util.Optional;

/**
 * Accounts of people: registering, logging in and staying so, wherever the accounts are kept.
 * Implementations are safe for use by many threads.
 */
public interface Accounts {

  /** Makes an account and logs its owner in. */
  Registration register(String email, String password, String displayName);

  /**
   * Logs somebody in. An unknown address takes as long as a wrong password, and both count towards
   * the lock of that address.
   */
  LoginOutcome login(String email, String password);

  /**
   * Judges a pair like {@link #login}, with the same lock, but hands out no tokens: for pages,
   * whose login the server keeps.
   */
  PasswordCheck check(String email, String password);

  /**
   * Exchanges a refresh token for new tokens. Empty when it is unknown, expired, ended or was
   * exchanged before; the last ends every token that came of the same login, for somebody copied
   * it.
   */
  Optional<Session> refresh(String token);

  /** Ends the login that this refresh token belongs to; nothing happens when it is unknown. */
  void logout(String refreshToken);

  /** The user with this id. */
  Optional<User> find(UserId id);
}
