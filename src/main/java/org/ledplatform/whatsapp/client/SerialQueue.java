package org.ledplatform.whatsapp.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs tasks one at a time, in order, on an executor that it does not own. What one task wrote the
 * next one sees, so state that only tasks of one queue touch needs no lock. Safe for use by many
 * threads.
 *
 * <p>This is the client's session loop: a task that throws, even an {@link Error}, is logged and
 * the next one runs. Tasks that the executor refuses, because it is busy or has shut down, wait for
 * the next task or {@link #wake}.
 */
final class SerialQueue implements Executor {

  private static final System.Logger LOG = System.getLogger(SerialQueue.class.getName());

  private final Executor executor;
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private boolean running;

  SerialQueue(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (tasks) {
      tasks.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    start();
  }

  /** Runs a task at once when no more than so many tasks wait, and else behind them. */
  void behind(int most, Runnable task) {
    boolean few;
    synchronized (tasks) {
      few = tasks.size() <= most;
    }
    if (few) {
      task.run();
    } else {
      execute(task);
    }
  }

  /** Runs what waits because the executor refused it. */
  void wake() {
    synchronized (tasks) {
      if (running || tasks.isEmpty()) {
        return;
      }
      running = true;
    }
    start();
  }

  private void start() {
    boolean taken = false;
    try {
      executor.execute(this::drain);
      taken = true;
    } catch (RejectedExecutionException _) {
      // Busy executors have time again; of one that has shut down nobody expects anything.
    } finally {
      if (!taken) {
        synchronized (tasks) {
          running = false;
        }
      }
    }
  }

  private void drain() {
    boolean idle = false;
    try {
      while (!idle) {
        idle = !runNext();
      }
    } finally {
      if (!idle) {
        // Not even logging worked, as when memory is short. What waits must not wait for ever.
        start();
      }
    }
  }

  private boolean runNext() {
    Runnable task;
    synchronized (tasks) {
      if (tasks.isEmpty()) {
        running = false;
        return false;
      }
      task = tasks.remove();
    }
    run(task);
    return true;
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "A step of a WhatsApp client failed unexpectedly", e);
    }
  }
}
