package org.ledplatform.account;

import java.util.Optional;

/** Keeps users. Implementations are safe for use by many threads. */
public interface Users {

  /**
   * Adds a user. The very first user of an installation becomes {@link Role#ADMIN}, decided in the
   * same transaction.
   *
   * @return the user as stored; empty when the address is taken
   */
  Optional<User> add(User user, String passwordHash);

  /** The user with this id. */
  Optional<User> find(UserId id);

  /** The user with this address (compared in lower case), and the hash of the password. */
  Optional<UserWithPassword> findByEmail(String email);

  /** A user and the stored hash of their password. */
  record UserWithPassword(User user, String passwordHash) {
    @Override
    public String toString() {
      return user.toString();
    }
  }
}
