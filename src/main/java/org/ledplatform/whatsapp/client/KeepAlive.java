package org.ledplatform.whatsapp.client;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Finds out whether the other side still answers (protocol §6.4): a ping every 20 to 30 seconds,
 * and when one stays unanswered for ten seconds another; three in a row mean that the connection is
 * dead. Only the answer to a ping counts, because bytes that arrive do not prove that ours do. Not
 * safe for many threads.
 */
final class KeepAlive {

  private static final long LEAST_MILLIS = 20_000;
  private static final long MOST_MILLIS = 30_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int TRIES = 3;

  private final RandomGenerator random;
  private Instant nextPing;
  private int unanswered;

  KeepAlive(RandomGenerator random, Instant now) {
    this.random = random;
    this.nextPing = later(now);
  }

  /** What to do now. */
  enum Step {
    NOTHING,
    PING,
    GIVE_UP
  }

  Step tick(Instant now) {
    if (now.isBefore(nextPing)) {
      return Step.NOTHING;
    }
    if (unanswered >= TRIES) {
      return Step.GIVE_UP;
    }
    unanswered++;
    nextPing = now.plus(PATIENCE);
    return Step.PING;
  }

  /** A ping was answered. */
  void answered(Instant now) {
    unanswered = 0;
    nextPing = later(now);
  }

  private Instant later(Instant now) {
    return now.plusMillis(random.nextLong(LEAST_MILLIS, MOST_MILLIS + 1));
  }
}
