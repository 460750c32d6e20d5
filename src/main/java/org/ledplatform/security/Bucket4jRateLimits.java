package org.ledplatform.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.Person;
import org.ledplatform.conversation.RateLimits;

/**
 * A token bucket for each sender and bot: {@value #COMMANDS} commands at once, refilled evenly over
 * a minute. Of the calls over the limit one a minute is answered with the waiting time. Remembers a
 * bounded number of senders: the one that was quiet for longest is forgotten. Safe for use by many
 * threads.
 */
public final class Bucket4jRateLimits implements RateLimits {

  static final int COMMANDS = 10;
  static final Duration WINDOW = Duration.ofMinutes(1);

  private final Clock clock;
  private final BoundedMap<Key, Sender> senders;

  /**
   * @param capacity how many pairs of sender and bot are remembered at most
   */
  public Bucket4jRateLimits(Clock clock, int capacity) {
    this.clock = clock;
    this.senders = new BoundedMap<>(capacity);
  }

  @Override
  public Verdict take(BotId bot, Person sender) {
    return senders.obtain(new Key(bot, sender.id()), _ -> new Sender(clock)).take();
  }

  private record Key(BotId bot, String person) {}

  private static final class Sender {
    private final Clock clock;
    private final Bucket bucket;
    private Instant silentUntil = Instant.MIN;

    Sender(Clock clock) {
      this.clock = clock;
      this.bucket =
          Bucket.builder()
              .withCustomTimePrecision(new ClockTime(clock))
              .addLimit(limit -> limit.capacity(COMMANDS).refillGreedy(COMMANDS, WINDOW))
              .build();
    }

    synchronized Verdict take() {
      ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
      if (probe.isConsumed()) {
        return new Verdict.Allowed();
      }
      Instant now = clock.instant();
      if (now.isBefore(silentUntil)) {
        return new Verdict.Silent();
      }
      silentUntil = now.plus(WINDOW);
      return new Verdict.Warn(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }
}
