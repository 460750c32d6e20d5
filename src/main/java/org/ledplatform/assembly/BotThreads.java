package org.ledplatform.assembly;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The only maker of threads. Every task gets a virtual thread of its own that runs in the
 * container's context as it was at the start, so that configuration, injection and transactions
 * work in it. Bounded and counted: a task too many is refused, never queued.
 */
public final class BotThreads implements Executor {

  /** Far above what ten thousand busy chats need, far below what fills the memory. */
  static final int MOST = 50_000;

  private static final Logger LOG = System.getLogger(BotThreads.class.getName());

  private final Executor context;
  private final int most;
  private final Semaphore free;
  private final AtomicBoolean stopped = new AtomicBoolean();

  /**
   * @param context runs a task on the calling thread, in the container's context
   * @param most how many tasks may run at a time
   */
  BotThreads(Executor context, int most) {
    this.context = context;
    this.most = most;
    this.free = new Semaphore(most);
  }

  /**
   * Runs a task on a thread of its own.
   *
   * @throws RejectedExecutionException when the platform stops or too many tasks run
   */
  @Override
  public void execute(Runnable task) {
    if (stopped.get()) {
      throw new RejectedExecutionException("The platform is stopping");
    }
    if (!free.tryAcquire()) {
      throw new RejectedExecutionException("All " + most + " threads are busy");
    }
    Thread.ofVirtual().name("led-", 0).start(() -> run(task));
  }

  private void run(Runnable task) {
    try {
      context.execute(task);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A task ended with an exception that nobody expected", e);
    } finally {
      free.release();
    }
  }

  /** How many tasks run right now. */
  public int running() {
    return most - free.availablePermits();
  }

  /** Refuses further tasks and waits for those that run. False when some still run. */
  boolean stop(Duration patience) {
    stopped.set(true);
    try {
      return free.tryAcquire(most, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
