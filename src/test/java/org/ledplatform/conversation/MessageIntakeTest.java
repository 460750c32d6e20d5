package org.ledplatform.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ledplatform.conversation.MessageIntake.Limits;

class MessageIntakeTest {

  private static MessageIntake intake(
      MessageIntake.Handler handler, Executor executor, Limits limits) {
    return new MessageIntake(handler, executor, Clock.systemUTC(), limits);
  }

  @Test
  void keepsTheOrderOfEachChatAndNeverHandlesTwoOfOneChatAtATime() {
    Map<String, List<String>> seen = new ConcurrentHashMap<>();
    Map<String, AtomicInteger> inside = new ConcurrentHashMap<>();
    AtomicInteger overlaps = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      MessageIntake intake =
          intake(
              (message, _) -> {
                String chat = message.chat().id();
                AtomicInteger here = inside.computeIfAbsent(chat, _ -> new AtomicInteger());
                if (here.incrementAndGet() > 1) {
                  overlaps.incrementAndGet();
                }
                seen.computeIfAbsent(chat, _ -> new CopyOnWriteArrayList<>()).add(message.id());
                here.decrementAndGet();
              },
              threads,
              new Limits(100, 1000));
      for (int i = 0; i < 500; i++) {
        for (String chat : List.of("a", "b", "c", "d")) {
          intake.accept(Messages.inChat(chat, Integer.toString(i)));
        }
      }
      await().until(() -> intake.openLanes() == 0);
    }

    List<String> inOrder = IntStream.range(0, 500).mapToObj(Integer::toString).toList();
    assertThat(seen).hasSize(4);
    assertThat(seen.values()).allSatisfy(ids -> assertThat(ids).isEqualTo(inOrder));
    assertThat(overlaps).hasValue(0);
  }

  @Test
  void chatsDoNotWaitForEachOther() {
    var barrier = new CyclicBarrier(3);
    var done = new CountDownLatch(3);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      MessageIntake intake =
          intake(
              (_, _) -> {
                meet(barrier);
                done.countDown();
              },
              threads,
              Limits.USUAL);
      List.of("a", "b", "c").forEach(chat -> intake.accept(Messages.inChat(chat, "1")));

      await().until(() -> done.getCount() == 0);
    }
  }

  /** An executor whose work a test runs by hand. */
  private final Queue<Runnable> work = new ArrayDeque<>();

  private void runAll() {
    for (Runnable next = work.poll(); next != null; next = work.poll()) {
      next.run();
    }
  }

  @Test
  void aFullLaneShedsLoudlyAndTheOthersGoOn() {
    List<String> handled = new ArrayList<>();
    MessageIntake intake =
        intake((message, _) -> handled.add(message.id()), work::add, new Limits(10, 2));

    // One to be handled and two that wait; the fourth has no room.
    assertThat(intake.accept(Messages.inChat("a", "1"))).isTrue();
    assertThat(intake.accept(Messages.inChat("a", "2"))).isTrue();
    assertThat(intake.accept(Messages.inChat("a", "3"))).isTrue();
    assertThat(intake.accept(Messages.inChat("a", "4"))).isFalse();
    assertThat(intake.accept(Messages.inChat("b", "5"))).isTrue();
    assertThat(intake.shedCount()).isEqualTo(1);
    runAll();

    assertThat(handled).containsExactlyInAnyOrder("1", "2", "3", "5");
    assertThat(intake.openLanes()).isZero();
    assertThat(intake.accept(Messages.inChat("a", "4"))).isTrue();
  }

  @Test
  void thereAreOnlySoManyLanes() {
    MessageIntake intake = intake((_, _) -> {}, work::add, new Limits(2, 5));

    assertThat(intake.accept(Messages.inChat("a", "1"))).isTrue();
    assertThat(intake.accept(Messages.inChat("b", "1"))).isTrue();
    assertThat(intake.accept(Messages.inChat("c", "1"))).isFalse();
    assertThat(intake.accept(Messages.inChat("a", "2"))).isTrue();
    runAll();
    assertThat(intake.accept(Messages.inChat("c", "1"))).isTrue();
    assertThat(intake.shedCount()).isEqualTo(1);
  }

  @Test
  void aMessageThatFailsDoesNotStopItsChat() {
    List<String> handled = new ArrayList<>();
    MessageIntake intake =
        intake(
            (message, _) -> {
              if (message.id().equals("1")) {
                throw new IllegalStateException("no disk");
              }
              handled.add(message.id());
            },
            work::add,
            Limits.USUAL);
    intake.accept(Messages.inChat("a", "1"));
    intake.accept(Messages.inChat("a", "2"));
    runAll();

    assertThat(handled).containsExactly("2");
    assertThat(intake.openLanes()).isZero();
  }

  @Test
  void whenTheServerStopsWhatWaitsIsShedAndNotLostInALane() {
    MessageIntake intake =
        intake(
            (_, _) -> {},
            _ -> {
              throw new RejectedExecutionException();
            },
            Limits.USUAL);

    intake.accept(Messages.inChat("a", "1"));

    assertThat(intake.shedCount()).isEqualTo(1);
    assertThat(intake.openLanes()).isZero();
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
