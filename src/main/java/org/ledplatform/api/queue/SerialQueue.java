package org.ledplatform.api.queue;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue whose items are worked off in order, one at a time, on an executor. It occupies a
 * thread only while there is something to do. Safe for use by many threads; {@link #offer} never
 * waits.
 */
public final class SerialQueue<T> {

  private static final Logger LOG = System.getLogger(SerialQueue.class.getName());

  private final Executor executor;
  private final int capacity;
  private final ToIntFunction<T> weight;
  private final Consumer<T> work;
  private final Deque<T> waiting = new ArrayDeque<>();
  private int held;
  private boolean running;
  private boolean stopped;

  /**
   * @param capacity how much weight may wait, the item being worked on included
   * @param work takes one item; what it throws is logged, and the next item follows
   */
  public SerialQueue(Executor executor, int capacity, ToIntFunction<T> weight, Consumer<T> work) {
    this.executor = executor;
    this.capacity = capacity;
    this.weight = weight;
    this.work = work;
  }

  /** Adds an item; false, and nothing added, when the queue is full or stopped. */
  public boolean offer(T item) {
    synchronized (this) {
      int more = weight.applyAsInt(item);
      if (stopped || held + more > capacity) {
        return false;
      }
      held += more;
      waiting.addLast(item);
      if (running) {
        return true;
      }
      running = true;
    }
    try {
      executor.execute(this::drain);
      return true;
    } catch (RejectedExecutionException _) {
      // The server stops; nobody will work this off any more.
      stop();
      return false;
    }
  }

  /** Drops what waits and takes nothing more. The item being worked on is finished. */
  public synchronized void stop() {
    stopped = true;
    waiting.clear();
    held = 0;
  }

  private void drain() {
    T item = next();
    while (item != null) {
      try {
        work.accept(item);
      } catch (RuntimeException e) {
        // A managed executor keeps what a task throws to itself, so a bug is told here.
        LOG.log(Level.ERROR, "Work on a queue failed; going on with the next item", e);
      }
      release(item);
      item = next();
    }
  }

  private synchronized @Nullable T next() {
    T item = waiting.pollFirst();
    if (item == null) {
      running = false;
    }
    return item;
  }

  private synchronized void release(T item) {
    held = Math.max(0, held - weight.applyAsInt(item));
  }
}
