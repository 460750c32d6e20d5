package org.ledplatform.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.ledplatform.sandbox.server.Delays;

/** A timer that a test moves. What has no delay runs at once, on the executor. */
public final class ManualDelays implements Delays {

  private record Waiting(Duration due, Runnable task) {}

  private final Executor executor;
  private final List<Waiting> waiting = new ArrayList<>();
  private Duration now = Duration.ZERO;

  public ManualDelays(Executor executor) {
    this.executor = executor;
  }

  @Override
  public synchronized void after(Duration delay, Runnable task) {
    if (delay.isZero()) {
      executor.execute(task);
    } else {
      waiting.add(new Waiting(now.plus(delay), task));
    }
  }

  /** Lets time pass and runs what is due, on the caller's thread. */
  public void pass(Duration time) {
    due(time).forEach(Runnable::run);
  }

  /** How many wait. */
  public synchronized int count() {
    return waiting.size();
  }

  private synchronized List<Runnable> due(Duration time) {
    now = now.plus(time);
    List<Waiting> due = waiting.stream().filter(w -> w.due().compareTo(now) <= 0).toList();
    waiting.removeAll(due);
    return due.stream().map(Waiting::task).toList();
  }
}
