package org.ledplatform.sandbox.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Does something a little later. The port behind which a timer sits. */
@FunctionalInterface
public interface Delays {

  /** Runs the task once after the delay, on a borrowed thread. */
  void after(Duration delay, Runnable task);

  /** Waits with the JDK's own shared timer and runs the task on the executor. */
  static Delays on(Executor executor) {
    return (delay, task) ->
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, executor)
            .execute(task);
  }
}
