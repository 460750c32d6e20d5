package org.ledplatform.account;

import java.util.Optional;

/** Keeps each user's data key, wrapped by a master key. */
public interface DataKeys {

  /** The wrapped key of this user. */
  Optional<WrappedKey> find(UserId owner);

  /** Stores a key unless there is one; returns the one that stands. */
  WrappedKey addIfAbsent(UserId owner, WrappedKey key);

  /**
   * A data key under a master key.
   *
   * @param masterKeyId which master key wraps it
   */
  record WrappedKey(String masterKeyId, byte[] wrapped) {}
}
