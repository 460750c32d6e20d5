package org.ledplatform.bot;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Links that are logging out. Their bots are gone or paired anew already; each is given some
 * seconds to reach the network and is then closed. Safe for use by many threads.
 */
final class Departures {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Executor executor;
  private final Clock clock;
  private final Queue<Leaving> leaving = new ConcurrentLinkedQueue<>();

  private record Leaving(BotLink link, Instant until) {}

  Departures(Executor executor, Clock clock) {
    this.executor = executor;
    this.clock = clock;
  }

  /** Takes a link whose log-out has begun. */
  void add(BotLink link) {
    leaving.add(new Leaving(link, clock.instant().plus(PATIENCE)));
  }

  /** Gives each the time, and closes those whose time is over. */
  void tick() {
    Instant now = clock.instant();
    for (Leaving each : leaving) {
      if (now.isBefore(each.until())) {
        executor.execute(each.link()::tick);
      } else if (leaving.remove(each)) {
        executor.execute(each.link()::close);
      }
    }
  }

  /** Closes all at once. */
  void closeAll() {
    for (Leaving each = leaving.poll(); each != null; each = leaving.poll()) {
      each.link().close();
    }
  }
}
