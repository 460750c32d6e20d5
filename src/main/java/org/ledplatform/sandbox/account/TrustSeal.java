package org.ledplatform.sandbox.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import org.ledplatform.whatsapp.crypto.Hmac;

/**
 * The tokens by which one person lets another write (protocol §8.9): the time at which they were
 * made, in seconds, and a seal over it and both people. The network keeps none: it makes them again
 * and compares. Stateless.
 */
public final class TrustSeal {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final int WEEKS = 4;
  private static final byte[] KEY = "sandbox trusted contact".getBytes(StandardCharsets.US_ASCII);

  private TrustSeal() {}

  /**
   * A token.
   *
   * @param by who trusts
   * @param to who may write
   */
  public static byte[] token(Account by, Account to, long seconds) {
    byte[] people = (by.phone() + ">" + to.phone()).getBytes(StandardCharsets.US_ASCII);
    byte[] sealed =
        ByteBuffer.allocate(Long.BYTES + people.length).putLong(seconds).put(people).array();
    return ByteBuffer.allocate(Long.BYTES + 32)
        .putLong(seconds)
        .put(Hmac.sha256(KEY, sealed))
        .array();
  }

  /** Whether this is a token of these two, made in this week or one of the three before. */
  public static boolean isGood(byte[] token, Account by, Account to, Instant now) {
    if (token.length < Long.BYTES) {
      return false;
    }
    long seconds = ByteBuffer.wrap(token).getLong();
    long age = week(now.getEpochSecond()) - week(seconds);
    return age >= 0 && age < WEEKS && MessageDigest.isEqual(token, token(by, to, seconds));
  }

  private static long week(long seconds) {
    return Math.floorDiv(seconds, WEEK.toSeconds());
  }
}
