package org.ledplatform.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Clock;
import java.time.Duration;
import org.ledplatform.account.RequestLimits;
import org.ledplatform.account.UserId;

/**
 * A token bucket for each user of the API, refilled evenly over a minute. Remembers a bounded
 * number of users. Safe for use by many threads.
 */
public final class Bucket4jRequestLimits implements RequestLimits {

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int perMinute;
  private final Clock clock;
  private final BoundedMap<UserId, Bucket> buckets;

  /**
   * @param perMinute requests a minute; 0 counts nothing
   * @param capacity how many users are remembered at most
   */
  public Bucket4jRequestLimits(int perMinute, Clock clock, int capacity) {
    this.perMinute = perMinute;
    this.clock = clock;
    this.buckets = new BoundedMap<>(capacity);
  }

  @Override
  public Verdict take(UserId user) {
    if (perMinute == 0) {
      return new Verdict.Unlimited();
    }
    ConsumptionProbe probe = buckets.obtain(user, _ -> newBucket()).tryConsumeAndReturnRemaining(1);
    Budget budget =
        new Budget(
            perMinute,
            WINDOW,
            Math.toIntExact(probe.getRemainingTokens()),
            Duration.ofNanos(probe.getNanosToWaitForReset()));
    return probe.isConsumed()
        ? new Verdict.Allowed(budget)
        : new Verdict.Refused(budget, Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .withCustomTimePrecision(new ClockTime(clock))
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, WINDOW))
        .build();
  }
}
