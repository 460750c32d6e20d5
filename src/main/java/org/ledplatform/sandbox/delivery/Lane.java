package org.ledplatform.sandbox.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Works off items one after the other, in order, on a borrowed thread. Adding never blocks and
 * never runs the work; {@link #start} does. Safe for use by many threads.
 */
final class Lane<T> {

  private static final int ROUND = 256;

  private final Executor executor;
  private final Consumer<T> work;
  private final int capacity;
  private final Deque<T> waiting = new ArrayDeque<>();
  private boolean running;

  Lane(Executor executor, Consumer<T> work, int capacity) {
    this.executor = executor;
    this.work = work;
    this.capacity = capacity;
  }

  /** Appends an item; false when the lane is full, then the item is lost. */
  synchronized boolean add(T item) {
    return waiting.size() < capacity && waiting.add(item);
  }

  /** Makes sure that somebody works on what waits. */
  void start() {
    synchronized (this) {
      if (running || waiting.isEmpty()) {
        return;
      }
      running = true;
    }
    proceed();
  }

  private void proceed() {
    try {
      executor.execute(this::round);
    } catch (RejectedExecutionException e) {
      // The platform is shutting down; what waits is durable elsewhere.
      synchronized (this) {
        running = false;
        waiting.clear();
      }
    }
  }

  /** A few hundred items, then the thread goes to somebody else. */
  private void round() {
    for (int i = 0; i < ROUND; i++) {
      T item = next();
      if (item == null) {
        return;
      }
      work.accept(item);
    }
    proceed();
  }

  private synchronized @Nullable T next() {
    T item = waiting.poll();
    running = item != null;
    return item;
  }
}
