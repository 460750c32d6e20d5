package org.ledplatform.account;

import java.time.Duration;

/** How many requests a user may make to the API. Safe for use by many threads. */
public interface RequestLimits {

  /** Counts one request of this user. */
  Verdict take(UserId user);

  /** What the limit says to a request. */
  sealed interface Verdict {
    /** Nobody counts. */
    record Unlimited() implements Verdict {}

    /** Go on. */
    record Allowed(Budget budget) implements Verdict {}

    /**
     * Too many.
     *
     * @param retryAfter when a request would be allowed again, more than zero
     */
    record Refused(Budget budget, Duration retryAfter) implements Verdict {}
  }

  /**
   * What a user has left.
   *
   * @param limit requests in a window
   * @param window how long a window is
   * @param remaining requests that would be allowed right now, 0 when refused
   * @param reset until the budget is whole again
   */
  record Budget(int limit, Duration window, int remaining, Duration reset) {}
}
