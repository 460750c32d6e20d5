package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.ManualExecutor;

class SerialQueueTest {

  @Test
  void keepsTheOrderOnManyThreads() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      SerialQueue queue = new SerialQueue(pool);
      List<Integer> seen = new ArrayList<>();
      CountDownLatch done = new CountDownLatch(1);
      for (int i = 0; i < 1000; i++) {
        int number = i;
        queue.execute(() -> seen.add(number));
      }
      queue.execute(done::countDown);
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(seen).hasSize(1000).isSorted();
    }
  }

  @Test
  void aTaskWaitsBehindManyOthersAndNotBehindFew() {
    ManualExecutor executor = new ManualExecutor();
    SerialQueue queue = new SerialQueue(executor);
    List<String> seen = new ArrayList<>();
    queue.execute(() -> seen.add("first"));
    queue.behind(1, () -> seen.add("at once"));
    queue.execute(() -> seen.add("second"));
    queue.behind(1, () -> seen.add("behind"));
    executor.runAll();
    assertThat(seen).containsExactly("at once", "first", "second", "behind");
  }

  @Test
  void goesOnAfterATaskThatThrows() {
    ManualExecutor executor = new ManualExecutor();
    SerialQueue queue = new SerialQueue(executor);
    List<String> seen = new ArrayList<>();
    queue.execute(
        () -> {
          throw new IllegalStateException("expected by a test");
        });
    queue.execute(() -> seen.add("next"));
    executor.runAll();
    assertThat(seen).containsExactly("next");
  }

  @Test
  void goesOnAfterATaskThatEndsWithAnError() {
    ManualExecutor executor = new ManualExecutor();
    SerialQueue queue = new SerialQueue(executor);
    List<String> seen = new ArrayList<>();
    queue.execute(
        () -> {
          throw new StackOverflowError("expected by a test");
        });
    queue.execute(() -> seen.add("waiting"));
    try {
      executor.runAll();
    } catch (StackOverflowError _) {
      // Whether the executor hears of it is not what this test is about.
    }
    queue.execute(() -> seen.add("next"));
    executor.runAll();
    assertThat(seen).containsExactly("waiting", "next");
  }

  /** Refuses as long as it is told to, as one does that is busy or has shut down. */
  private static final class Refusing implements Executor {
    private final ManualExecutor executor = new ManualExecutor();
    private boolean busy = true;

    @Override
    public void execute(Runnable task) {
      if (busy) {
        throw new RejectedExecutionException("expected by a test");
      }
      executor.execute(task);
    }
  }

  @Test
  void whatABusyExecutorRefusesWaitsForTheNextTask() {
    Refusing executor = new Refusing();
    SerialQueue queue = new SerialQueue(executor);
    List<String> seen = new ArrayList<>();
    queue.execute(() -> seen.add("first"));
    queue.execute(() -> seen.add("second"));
    executor.busy = false;
    queue.execute(() -> seen.add("third"));
    executor.executor.runAll();
    assertThat(seen).containsExactly("first", "second", "third");
  }

  @Test
  void whatABusyExecutorRefusesRunsWhenSomebodyWakesTheQueue() {
    Refusing executor = new Refusing();
    SerialQueue queue = new SerialQueue(executor);
    List<String> seen = new ArrayList<>();
    queue.execute(() -> seen.add("first"));
    queue.wake();
    assertThat(seen).isEmpty();
    executor.busy = false;
    queue.wake();
    queue.wake();
    executor.executor.runAll();
    assertThat(seen).containsExactly("first");
  }

  @Test
  void anExecutorThatHasShutDownRunsNothingAndHarmsNobody() {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    pool.shutdown();
    SerialQueue queue = new SerialQueue(pool);
    List<String> seen = new ArrayList<>();
    assertThatCode(() -> queue.execute(() -> seen.add("late"))).doesNotThrowAnyException();
    assertThatCode(queue::wake).doesNotThrowAnyException();
    assertThat(seen).isEmpty();
  }
}
