package org.ledplatform.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BotThreadsTest {

  private final AtomicInteger inContext = new AtomicInteger();
  private final BotThreads threads =
      new BotThreads(
          task -> {
            inContext.incrementAndGet();
            task.run();
          },
          2);

  @Test
  void runsATaskOnAVirtualThreadInsideTheContext() throws InterruptedException {
    AtomicReference<Thread> seen = new AtomicReference<>(Thread.currentThread());
    CountDownLatch done = new CountDownLatch(1);
    threads.execute(
        () -> {
          seen.set(Thread.currentThread());
          done.countDown();
        });

    assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(seen.get().isVirtual()).isTrue();
    assertThat(inContext).hasValue(1);
  }

  @Test
  void refusesATaskTooManyAndTakesOneAgainWhenThereIsRoom() {
    CountDownLatch gate = new CountDownLatch(1);
    threads.execute(() -> await(gate));
    threads.execute(() -> await(gate));

    assertThat(threads.running()).isEqualTo(2);
    assertThatThrownBy(() -> threads.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    gate.countDown();
    Awaitility.await().until(() -> threads.running() == 0);
    threads.execute(() -> {});
  }

  @Test
  void survivesATaskThatFails() {
    threads.execute(
        () -> {
          throw new IllegalStateException("as the test wants it");
        });

    Awaitility.await().until(() -> threads.running() == 0);
    assertThat(threads.stop(Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void waitsForTasksWhenItStopsAndTakesNoMore() {
    CountDownLatch gate = new CountDownLatch(1);
    threads.execute(() -> await(gate));

    assertThat(threads.stop(Duration.ZERO)).isFalse();
    assertThatThrownBy(() -> threads.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    gate.countDown();
    assertThat(threads.stop(Duration.ofSeconds(5))).isTrue();
  }

  private static void await(CountDownLatch gate) {
    try {
      assertThat(gate.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
