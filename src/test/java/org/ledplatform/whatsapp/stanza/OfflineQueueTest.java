package org.ledplatform.whatsapp.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.node.Node;

class OfflineQueueTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final List<Node> sent = new ArrayList<>();
  private final List<DeviceEvent> told = new ArrayList<>();
  private final Deque<Runnable> unheard = new ArrayDeque<>();
  private final OfflineQueue queue = new OfflineQueue(sent::add, unheard::add, told::add);
  private Instant now = Instant.EPOCH;

  private void dealWith(int stanzas) {
    for (int i = 0; i < stanzas; i++) {
      queue.dealtWith(Node.of("message").with("offline", "1"));
    }
  }

  private void hearAll() {
    while (!unheard.isEmpty()) {
      unheard.remove().run();
    }
  }

  private void pass(Duration time) {
    for (Instant end = now.plus(time); now.isBefore(end); now = now.plusSeconds(1)) {
      queue.tick(now);
    }
  }

  @Test
  void asksForASecondBatchAtOnceAndThenForAnotherWheneverOneWasDealtWithAndHeard() {
    queue.announced(450);
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().requireChild("offline_batch").require("count")).isEqualTo("100");
    dealWith(1);
    assertThat(sent).hasSize(2);
    dealWith(98);
    hearAll();
    assertThat(sent).hasSize(2);
    dealWith(1);
    assertThat(sent).hasSize(2);
    hearAll();
    assertThat(sent).hasSize(3);
    dealWith(100);
    hearAll();
    assertThat(sent).hasSize(4);
  }

  @Test
  void asksForNoMoreThanWaits() {
    queue.announced(150);
    dealWith(150);
    hearAll();
    assertThat(sent).hasSize(2);
  }

  @Test
  void liveStanzasAndThoseAfterTheEndAskForNothing() {
    queue.announced(250);
    for (int i = 0; i < 300; i++) {
      queue.dealtWith(Node.of("message"));
    }
    queue.complete(0);
    dealWith(300);
    hearAll();
    pass(MINUTE);
    assertThat(sent).hasSize(1);
    assertThat(told).containsExactly(new DeviceEvent.OfflineDone(0));
  }

  @Test
  void asksForNothingWhenNothingWaits() {
    queue.announced(0);
    pass(MINUTE);
    assertThat(sent).isEmpty();
  }

  @Test
  void remindsANetworkThatStopsAndStopsWaitingForIt() {
    queue.announced(250);
    dealWith(7);
    pass(Duration.ofSeconds(20));
    assertThat(sent).hasSize(2);
    pass(Duration.ofSeconds(1));
    assertThat(sent).hasSize(3);
    pass(MINUTE.multipliedBy(10));
    assertThat(sent).hasSize(5);
    assertThat(told)
        .containsExactly(
            new DeviceEvent.Noted("The network sent 7 of what waited for us and then no more"));
  }

  @Test
  void doesNotRemindWhileListenersAreSlow() {
    queue.announced(250);
    dealWith(100);
    pass(MINUTE.multipliedBy(10));
    assertThat(sent).hasSize(2);
    hearAll();
    assertThat(sent).hasSize(3);
    assertThat(told).isEmpty();
  }
}
