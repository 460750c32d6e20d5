package org.ledplatform.security;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Instant;

/** The time of a {@link Clock} for Bucket4j, so that tests turn the hands. */
record ClockTime(Clock clock) implements TimeMeter {

  @Override
  public long currentTimeNanos() {
    Instant now = clock.instant();
    return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
  }

  @Override
  public boolean isWallClockBased() {
    return true;
  }
}
