package org.ledplatform.api.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialQueueTest {

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<Integer> done = new ArrayList<>();

  @Test
  void worksOffEverythingInOneTask() {
    SerialQueue<Integer> queue = new SerialQueue<>(tasks::add, 10, _ -> 1, done::add);
    queue.offer(1);
    queue.offer(2);

    assertThat(tasks).hasSize(1);
    tasks.remove().run();
    assertThat(done).containsExactly(1, 2);

    queue.offer(3);
    tasks.remove().run();
    assertThat(done).containsExactly(1, 2, 3);
  }

  @Test
  void takesNoMoreThanItsCapacityAndTakesAgainLater() {
    SerialQueue<Integer> queue = new SerialQueue<>(tasks::add, 10, item -> item, done::add);

    assertThat(queue.offer(6)).isTrue();
    assertThat(queue.offer(5)).isFalse();
    assertThat(queue.offer(4)).isTrue();
    tasks.remove().run();
    assertThat(queue.offer(10)).isTrue();
    assertThat(done).containsExactly(6, 4);
  }

  @Test
  void goesOnAfterWorkThatFails() {
    SerialQueue<Integer> queue =
        new SerialQueue<>(
            tasks::add,
            10,
            _ -> 1,
            item -> {
              if (item == 1) {
                throw new IllegalStateException("a bug, thrown on purpose by this test");
              }
              done.add(item);
            });
    queue.offer(1);
    queue.offer(2);
    tasks.remove().run();

    assertThat(done).containsExactly(2);
  }

  @Test
  void dropsWhatWaitsWhenItStops() {
    SerialQueue<Integer> queue = new SerialQueue<>(tasks::add, 10, _ -> 1, done::add);
    queue.offer(1);
    queue.stop();
    tasks.remove().run();

    assertThat(done).isEmpty();
    assertThat(queue.offer(2)).isFalse();
  }

  @Test
  void saysNoWhenNobodyWillWork() {
    SerialQueue<Integer> queue =
        new SerialQueue<>(
            _ -> {
              throw new RejectedExecutionException("stopping");
            },
            10,
            _ -> 1,
            done::add);

    assertThat(queue.offer(1)).isFalse();
  }

  @Test
  void keepsTheOrderAndNeverOverlapsOnManyThreads() {
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    int count = 10_000;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      SerialQueue<Integer> queue = new SerialQueue<>(executor, count, _ -> 1, order::add);
      IntStream.range(0, count).forEach(queue::offer);
    }

    assertThat(order).isEqualTo(IntStream.range(0, count).boxed().toList());
  }
}
