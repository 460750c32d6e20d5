package org.ledplatform.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts failed logins for each address and locks an address for a while after too many. Known and
 * unknown addresses are treated alike. Holds a bounded number of addresses: the one that was quiet
 * for longest is forgotten first. Safe for use by many threads.
 */
public final class LoginFailures {

  /** Failures that cost nothing. */
  static final int FREE_FAILURES = 5;

  /** The first lock; each further failure doubles it. */
  static final Duration FIRST_LOCK = Duration.ofSeconds(30);

  static final Duration LONGEST_LOCK = Duration.ofMinutes(15);

  /** After this long without a failure an address starts afresh. */
  static final Duration FORGIVEN_AFTER = Duration.ofHours(1);

  private final Clock clock;
  private final int capacity;
  private final Map<String, Failures> byAddress = new LinkedHashMap<>();

  /**
   * @param capacity how many addresses are remembered at most
   */
  public LoginFailures(Clock clock, int capacity) {
    this.clock = clock;
    this.capacity = capacity;
  }

  /**
   * Begins an attempt. It counts as a failure until {@link #succeeded} takes it back, so many
   * attempts at the same time are no way around the limit.
   *
   * @return how long the address is still locked; empty when the attempt may go on
   */
  synchronized Optional<Duration> begin(String address) {
    Instant now = clock.instant();
    Failures before = byAddress.remove(address);
    if (before == null || before.last().plus(FORGIVEN_AFTER).isBefore(now)) {
      before = new Failures(0, now, now);
    }
    if (before.lockedUntil().isAfter(now)) {
      byAddress.put(address, before);
      return Optional.of(Duration.between(now, before.lockedUntil()));
    }
    int count = before.count() + 1;
    byAddress.put(address, new Failures(count, now, now.plus(lockAfter(count))));
    forgetOldest();
    return Optional.empty();
  }

  /** The attempt was right: the address starts afresh. */
  synchronized void succeeded(String address) {
    byAddress.remove(address);
  }

  private void forgetOldest() {
    Iterator<String> oldestFirst = byAddress.keySet().iterator();
    while (byAddress.size() > capacity) {
      oldestFirst.next();
      oldestFirst.remove();
    }
  }

  private static Duration lockAfter(int count) {
    if (count < FREE_FAILURES) {
      return Duration.ZERO;
    }
    int doublings = Math.min(count - FREE_FAILURES, 10);
    Duration lock = FIRST_LOCK.multipliedBy(1L << doublings);
    return lock.compareTo(LONGEST_LOCK) > 0 ? LONGEST_LOCK : lock;
  }

  private record Failures(int count, Instant last, Instant lockedUntil) {}
}
