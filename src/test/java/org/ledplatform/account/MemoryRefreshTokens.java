package org.ledplatform.account;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Refresh tokens in memory. */
public final class MemoryRefreshTokens implements RefreshTokens {

  private final Map<String, Token> tokens = new HashMap<>();

  @Override
  public synchronized void start(UserId user, String family, String hash, Instant expiresAt) {
    tokens.put(hash, new Token(user, family, false, expiresAt));
  }

  @Override
  public synchronized Exchange exchange(
      String tokenHash, String nextHash, Instant nextExpiresAt, Instant now) {
    Token token = tokens.get(tokenHash);
    if (token == null || !token.expiresAt().isAfter(now)) {
      return new Exchange.Unknown();
    }
    if (token.spent()) {
      end(tokenHash);
      return new Exchange.Reused(token.user());
    }
    tokens.put(tokenHash, new Token(token.user(), token.family(), true, token.expiresAt()));
    start(token.user(), token.family(), nextHash, nextExpiresAt);
    return new Exchange.Exchanged(token.user());
  }

  @Override
  public synchronized void end(String tokenHash) {
    Token token = tokens.get(tokenHash);
    if (token != null) {
      tokens.values().removeIf(t -> t.family().equals(token.family()));
    }
  }

  @Override
  public synchronized int removeExpired(Instant now) {
    int before = tokens.size();
    tokens.values().removeIf(t -> !t.expiresAt().isAfter(now));
    return before - tokens.size();
  }

  private record Token(UserId user, String family, boolean spent, Instant expiresAt) {}
}
