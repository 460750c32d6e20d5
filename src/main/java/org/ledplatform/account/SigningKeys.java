package org.ledplatform.account;

import java.time.Instant;
import java.util.List;

/** Keeps the keys that sign access tokens, sealed: this port never sees one in the clear. */
public interface SigningKeys {

  /** All keys, oldest first. */
  List<SealedKey> all();

  /** Adds a key unless there is any; returns the oldest that stands. */
  SealedKey addIfNone(SealedKey key);

  /**
   * A signing key that only the master key opens.
   *
   * @param id the {@code kid} of the tokens it signs
   * @param sealed the private key
   */
  record SealedKey(String id, byte[] sealed, Instant createdAt) {}
}
