package org.ledplatform.whatsapp.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Lets the parts of the history be read one at a time, in the order in which that was asked for,
 * through all connections of a client. Lives on the lane.
 */
final class HistoryTurns {

  private final Deque<Consumer<Runnable>> waiting = new ArrayDeque<>();
  private boolean busy;
  private boolean beginning;

  /**
   * Waits for a turn.
   *
   * @param turn begins when nobody else reads; it is handed what it must run once, at its end
   */
  void take(Consumer<Runnable> turn) {
    waiting.add(turn);
    begin();
  }

  /** A loop, because a turn may end at once, and there may be many of those. */
  private void begin() {
    if (beginning) {
      return;
    }
    beginning = true;
    try {
      while (!busy && !waiting.isEmpty()) {
        busy = true;
        begin(waiting.remove());
      }
    } finally {
      beginning = false;
    }
  }

  private void begin(Consumer<Runnable> turn) {
    boolean begun = false;
    try {
      turn.accept(this::ended);
      begun = true;
    } finally {
      busy = busy && begun;
    }
  }

  private void ended() {
    busy = false;
    begin();
  }
}
