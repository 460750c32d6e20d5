package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

  @Test
  void dropsTasksWhenTheExecutorHasShutDown() {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    pool.shutdown();
    SerialQueue queue = new SerialQueue(pool);
    queue.execute(() -> {});
    queue.execute(() -> {});
    assertThat(pool.isShutdown()).isTrue();
  }
}
