package org.ledplatform.security;

import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.ledplatform.account.BusyException;
import org.ledplatform.account.PasswordHasher;

/**
 * Password hashes by PBKDF2-HMAC-SHA512 of Jakarta Security, with the parameters in each hash so
 * that they can be raised later. At most half of the processors hash at a time: a flood of logins
 * leaves the rest to the bots. Safe for use by many threads.
 */
public final class Pbkdf2Passwords implements PasswordHasher {

  /** What OWASP's Password Storage Cheat Sheet asks for with HMAC-SHA512. */
  static final int ITERATIONS = 210_000;

  /** How many requests may wait; a check takes about a fifth of a second of one processor. */
  static final int MOST_WAITING = 16;

  private final Pbkdf2PasswordHash hash;
  private final Semaphore turns;

  /**
   * @param hash the server's implementation; this class sets its parameters
   */
  public Pbkdf2Passwords(Pbkdf2PasswordHash hash) {
    this.hash = hash;
    this.turns = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
    hash.initialize(
        Map.of(
            "Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512",
            "Pbkdf2PasswordHash.Iterations", String.valueOf(ITERATIONS),
            "Pbkdf2PasswordHash.SaltSizeBytes", "32",
            "Pbkdf2PasswordHash.KeySizeBytes", "32"));
  }

  @Override
  public String hash(char[] password) {
    takeTurn(password);
    try {
      return hash.generate(password);
    } finally {
      turns.release();
      Arrays.fill(password, '\0');
    }
  }

  @Override
  public boolean verify(char[] password, String stored) {
    takeTurn(password);
    try {
      return hash.verify(password, stored);
    } finally {
      turns.release();
      Arrays.fill(password, '\0');
    }
  }

  /** Waits for a turn, unless so many wait already that the server's threads would run out. */
  private void takeTurn(char[] password) {
    if (waiting() >= MOST_WAITING) {
      Arrays.fill(password, '\0');
      throw new BusyException();
    }
    turns.acquireUninterruptibly();
  }

  int waiting() {
    return turns.getQueueLength();
  }
}
