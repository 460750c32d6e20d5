package org.ledplatform.whatsapp.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: anywhere between half a second and a limit that doubles
 * with every failure in a row. The first limit is five seconds, so that even a thousand clients
 * that fell together are spread over some ticks of the clock. Not safe for many threads.
 */
final class BackOff {

  private static final long LEAST_MILLIS = 500;
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration MOST = Duration.ofSeconds(60);
  private static final Duration FIRST_LONGER = Duration.ofSeconds(15);
  private static final Duration MOST_LONGER = Duration.ofMinutes(5);
  private static final int MAX_DOUBLINGS = 10;

  private final RandomGenerator random;
  private int failures;

  BackOff(RandomGenerator random) {
    this.random = random;
  }

  /** The next delay. */
  Duration next() {
    return next(FIRST, MOST);
  }

  /** The next delay when the other side is in trouble. */
  Duration nextLonger() {
    return next(FIRST_LONGER, MOST_LONGER);
  }

  /** The connection was good for a while: begin anew. */
  void reset() {
    failures = 0;
  }

  private Duration next(Duration first, Duration most) {
    long limit = Math.min(first.toMillis() << Math.min(failures, MAX_DOUBLINGS), most.toMillis());
    failures++;
    return Duration.ofMillis(random.nextLong(LEAST_MILLIS, limit + 1));
  }
}
