package org.ledplatform.sandbox.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.ledplatform.sandbox.storage.Turns;

/**
 * What is done later. The network's clock alone decides when, so that whoever moves the clock
 * decides too; the timer only wakes us up before the next tick would. What is due at the same time
 * is done in the order in which it was asked for, each in a turn of its own.
 */
final class Due {

  private static final Duration MARGIN = Duration.ofMillis(2);

  private record Item(Instant at, long number, Runnable task) {}

  private final Turns turns;
  private final Delays delays;
  private final Clock clock;
  private final PriorityQueue<Item> waiting =
      new PriorityQueue<>(Comparator.comparing(Item::at).thenComparingLong(Item::number));
  private long asked;

  Due(Turns turns, Delays delays, Clock clock) {
    this.turns = turns;
    this.delays = delays;
    this.clock = clock;
  }

  /** Does this once the time has passed. In a turn only. */
  void after(Duration delay, Runnable task) {
    turns.requireTurn();
    waiting.add(new Item(clock.instant().plus(delay), asked++, task));
    // A timer does not go by this clock: a moment earlier it would wake us up for nothing.
    delays.after(delay.plus(MARGIN), this::tick);
  }

  /** Does all that is due. */
  void tick() {
    boolean more = true;
    while (more) {
      more = turns.call(this::next);
    }
  }

  private boolean next() {
    Item first = waiting.peek();
    if (first == null || first.at().isAfter(clock.instant())) {
      return false;
    }
    waiting.remove();
    first.task().run();
    return true;
  }
}
