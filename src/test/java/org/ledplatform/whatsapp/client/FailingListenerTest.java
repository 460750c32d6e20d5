package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.message.Counted;
import org.ledplatform.whatsapp.node.Node;

/** A listener that throws loses the event at which it throws, and no message. */
class FailingListenerTest {

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;
  private final List<ClientEvent> told = new ArrayList<>();
  private boolean failing;

  FailingListenerTest() {
    fixture.client =
        new WhatsAppClient(
            ClientConfig.of(network.root.publicKey(), "LED").withVersions(fixture.versions),
            network.connector(),
            fixture.store,
            network.executor,
            network.clock,
            network.random,
            this::hear);
    fixture.pairAndLogIn();
  }

  private void hear(ClientEvent event) {
    fixture.events.add(event);
    if (failing) {
      throw new IllegalStateException("the listener is not well");
    }
    told.add(event);
  }

  private List<String> read() {
    return told.stream()
        .filter(ClientEvent.MessageReceived.class::isInstance)
        .map(e -> ((ClientEvent.MessageReceived) e).message().text())
        .toList();
  }

  private long failures() {
    return fixture.client.statistics().getOrDefault(Counted.LISTENER_FAILED, 0L);
  }

  private void messageWhileItFails() {
    failing = true;
    fixture.deliver(fixture.text(fixture.anna, "A1", "hello"));
    failing = false;
  }

  @Test
  void aMessageThatWasNotTakenIsBroughtAgainWithoutARestart() {
    messageWhileItFails();
    assertThat(failures()).isEqualTo(1);
    fixture.advance(Duration.ofSeconds(29));
    assertThat(read()).isEmpty();
    fixture.advance(Duration.ofSeconds(2));
    assertThat(read()).containsExactly("hello");
    fixture.advance(Duration.ofHours(1));
    assertThat(read()).containsExactly("hello");
  }

  @Test
  void itIsBroughtAgainWithTheNextConnectionAfterTriesInVain() {
    failing = true;
    fixture.deliver(fixture.text(fixture.anna, "A1", "hello"));
    for (int i = 0; i < 200; i++) {
      fixture.advance(Duration.ofSeconds(30));
    }
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).hasSize(7);
    failing = false;
    network.last().close();
    network.run();
    fixture.advance(Duration.ofMinutes(5));
    assertThat(fixture.all(ClientEvent.Online.class)).hasSize(2);
    assertThat(read()).containsExactly("hello");
  }

  @Test
  void whatWasSettledMeanwhileIsNotBroughtAgain() {
    messageWhileItFails();
    fixture.client.settle(fixture.client.unsettled().getFirst().ref(), Optional.empty());
    fixture.advance(Duration.ofHours(1));
    assertThat(read()).isEmpty();
  }

  @Test
  void whatCameWhileTheClientWasToldToStopIsBroughtWithTheNextConnection() {
    network.last().send(fixture.text(fixture.anna, "A1", "hello"));
    for (int i = 0; i < 100 && fixture.client.unsettled().isEmpty(); i++) {
      network.executor.runSome(1);
    }
    assertThat(fixture.client.unsettled()).hasSize(1);
    fixture.client.disconnect();
    network.run();
    assertThat(read()).isEmpty();
    fixture.connect();
    assertThat(read()).containsExactly("hello");
  }

  @Test
  void otherEventsAreLostAloneAndCounted() {
    failing = true;
    fixture.deliver(unread("A1"));
    failing = false;
    fixture.deliver(unread("A2"));
    assertThat(failures()).isPositive();
    assertThat(told)
        .filteredOn(AccountEvent.MessageUnavailable.class::isInstance)
        .extracting(e -> ((AccountEvent.MessageUnavailable) e).id())
        .containsExactly("A2");
    assertThat(network.last().received("ack")).hasSize(2);
  }

  private static Node unread(String id) {
    return Node.of("message", Node.of("unavailable").with("type", "view_once"))
        .with("id", id)
        .with("from", "100@lid")
        .with("type", "text")
        .with("t", 1000);
  }
}
