package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.node.Node;

/** What the client does when the network lets it begin no new chats. */
class NewChatsTest {

  private static final Jid ANNA = Jid.parse("100@lid");
  private static final Jid BERT = Jid.parse("300@lid");

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;

  @BeforeEach
  void online() {
    network.devices.put(BERT, new RemoteDevice(BERT));
    fixture.pairAndLogIn();
    network.last().received.clear();
  }

  private List<Node> send(String id, Jid to) {
    fixture.client.send(OutgoingMessage.text(id, to, "hello", Optional.empty()));
    network.run();
    return sent(id);
  }

  private List<Node> sent(String id) {
    return network.last().received("message").stream().filter(m -> m.has("id", id)).toList();
  }

  private void refuseFirst() {
    network.acknowledging = false;
    send("M1", ANNA);
    fixture.deliver(
        Node.of("ack")
            .with("class", "message")
            .with("id", "M1")
            .with("from", ANNA)
            .with("error", 463));
    network.acknowledging = true;
  }

  private String refusal() {
    return fixture.last(ClientEvent.MessageRefused.class).reason();
  }

  @Test
  void aRefusedChatIsToldByNameDroppedAndNotTriedAgain() {
    refuseFirst();
    assertThat(fixture.last(AccountEvent.NewChatRefused.class))
        .isEqualTo(
            new AccountEvent.NewChatRefused(
                ANNA, network.clock.instant().plus(Duration.ofHours(1))));
    assertThat(refusal()).isEqualTo("the network refused it with 463");
    fixture.advance(Duration.ofMinutes(10));
    fixture.restart();
    fixture.connect();
    assertThat(sent("M1")).isEmpty();
  }

  @Test
  void noOtherStrangersAreWrittenToForAnHourAlsoAfterARestart() {
    refuseFirst();
    assertThat(send("M2", BERT)).isEmpty();
    assertThat(refusal()).contains("463");
    fixture.restart();
    fixture.connect();
    assertThat(send("M3", BERT)).isEmpty();
    assertThat(
            network.last().receivedIqs("encrypt").stream()
                .filter(iq -> iq.child("key").isPresent()))
        .isEmpty();
    network.clock.advance(Duration.ofMinutes(61));
    assertThat(send("M4", BERT)).hasSize(1);
  }

  @Test
  void whoEverWroteToUsIsAnsweredAllTheWhile() {
    refuseFirst();
    assertThat(send("M2", ANNA)).isEmpty();
    fixture.deliver(fixture.text(fixture.anna, "A1", "hello"));
    assertThat(send("M3", ANNA)).hasSize(1);
    fixture.restart();
    fixture.connect();
    assertThat(send("M4", ANNA)).hasSize(1);
  }

  @Test
  void whoTrustsUsIsWrittenTo() {
    refuseFirst();
    Node token =
        Node.of("token", new byte[] {1})
            .with("t", network.clock.instant().getEpochSecond())
            .with("type", "trusted_contact");
    fixture.deliver(
        Node.of("notification", Node.of("tokens", token))
            .with("id", "T1")
            .with("from", BERT)
            .with("type", "privacy_token"));
    assertThat(send("M2", BERT)).hasSize(1);
  }

  @Test
  void groupsAndOtherErrorsArePausedByNothing() {
    network.acknowledging = false;
    send("M1", ANNA);
    fixture.deliver(
        Node.of("ack")
            .with("class", "message")
            .with("id", "M1")
            .with("from", ANNA)
            .with("error", 479));
    assertThat(fixture.all(AccountEvent.NewChatRefused.class)).isEmpty();
    assertThat(send("M2", BERT)).hasSize(1);
  }
}
