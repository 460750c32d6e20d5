package org.ledplatform.account;

import java.time.Instant;

/**
 * Keeps refresh tokens, by their hash only. Tokens that were exchanged for one another form a
 * family; using one twice ends the family.
 */
public interface RefreshTokens {

  /** Starts a family with its first token. */
  void start(UserId user, String family, String tokenHash, Instant expiresAt);

  /** Exchanges a token for the next of its family, atomically. */
  Exchange exchange(String tokenHash, String nextHash, Instant nextExpiresAt, Instant now);

  /** Ends the family of this token; nothing happens when it is unknown. */
  void end(String tokenHash);

  /** Removes all tokens that have expired; returns how many. */
  int removeExpired(Instant now);

  /** What became of an exchange. */
  sealed interface Exchange {
    /** The token was good and is spent now. */
    record Exchanged(UserId user) implements Exchange {}

    /** Unknown or expired. */
    record Unknown() implements Exchange {}

    /** It had been spent before: somebody copied it. The family has been ended. */
    record Reused(UserId user) implements Exchange {}
  }
}
