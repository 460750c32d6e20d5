package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.content.ContentReader;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.store.RecordKind;

/** What is sent to one person: to whom, how often, and what comes of a refusal. */
class ClientSendingTest {

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;

  @BeforeEach
  void online() {
    fixture.pairAndLogIn();
    network.last().received.clear();
  }

  @Test
  void answersToAllDevicesOfBothSides() {
    fixture.deliver(fixture.text(fixture.anna, "A1", "!ping"));
    ReceivedMessage message = fixture.last(ClientEvent.MessageReceived.class).message();
    fixture.client.settle(message.ref(), Optional.of(fixture.reply(message, "3EB0AA", "pong")));
    network.run();
    Node sent = network.last().received("message").getFirst();
    assertThat(sent.has("id", "3EB0AA")).isTrue();
    assertThat(sent.has("to", "100@lid")).isTrue();
    assertThat(textFor(sent, fixture.anna)).isEqualTo("pong");
    assertThat(textFor(sent, fixture.annaDesk)).isEqualTo("pong");
    Message toPhone = part(sent, fixture.phone);
    assertThat(toPhone.getDeviceSentMessage().getDestinationJid()).isEqualTo("100@lid");
    assertThat(ContentReader.readOrUnsupported(toPhone.getDeviceSentMessage().getMessage()).text())
        .isEqualTo("pong");
    assertThat(sent.child("device-identity")).isPresent();
    assertThat(fixture.last(ClientEvent.MessageAccepted.class).id()).isEqualTo("3EB0AA");
    assertThat(fixture.client.unsettled()).isEmpty();
    assertThat(fixture.store.list(RecordKind.OUTBOX)).isEmpty();
  }

  private Message part(Node sent, RemoteDevice device) {
    Node to =
        sent.requireChild("participants").children("to").stream()
            .filter(n -> n.has("jid", device.jid.toString()))
            .findFirst()
            .orElseThrow();
    return device.decrypt(TestNetwork.OWN_LID, to.requireChild("enc"));
  }

  private String textFor(Node sent, RemoteDevice device) {
    return ContentReader.readOrUnsupported(part(sent, device)).text();
  }

  @Test
  void whatWasNotAcknowledgedIsSentAgainUnderTheSameIdAndInOrder() {
    network.acknowledging = false;
    fixture.client.send(text("ID1", "one"));
    fixture.client.send(text("ID2", "two"));
    network.run();
    assertThat(network.last().received("message")).hasSize(2);
    fixture.restart();
    network.acknowledging = true;
    fixture.connect();
    assertThat(network.last().received("message"))
        .extracting(n -> n.require("id"))
        .containsExactly("ID1", "ID2");
    assertThat(fixture.all(ClientEvent.MessageAccepted.class)).hasSize(2);
    assertThat(textFor(network.last().received("message").getFirst(), fixture.anna))
        .isEqualTo("one");
  }

  @Test
  void whatIsSentWhileOfflineLeavesAtTheNextLogin() {
    fixture.client.disconnect();
    network.run();
    fixture.client.send(text("ID1", "later"));
    network.run();
    fixture.connect();
    assertThat(network.last().received("message")).hasSize(1);
  }

  @Test
  void aMessageThatTheNetworkRefusesIsDroppedWithAnEvent() {
    network.acknowledging = false;
    fixture.client.send(text("ID1", "one"));
    network.run();
    fixture.deliver(
        Node.of("ack")
            .with("class", "message")
            .with("id", "ID1")
            .with("from", "100@lid")
            .with("error", 463));
    assertThat(fixture.last(ClientEvent.MessageRefused.class).id()).isEqualTo("ID1");
    assertThat(fixture.store.list(RecordKind.OUTBOX)).isEmpty();
  }

  private void ack(String id, int error) {
    fixture.deliver(
        Node.of("ack")
            .with("class", "message")
            .with("id", id)
            .with("from", "100@lid")
            .with("error", error));
  }

  private List<String> sentIds() {
    return network.last().received("message").stream().map(n -> n.require("id")).toList();
  }

  @Test
  void whatABusyNetworkRefusesIsSentAgainInOrderAfterAPauseOfTheChat() {
    network.acknowledging = false;
    fixture.client.send(text("ID1", "one"));
    fixture.client.send(text("ID2", "two"));
    network.run();
    ack("ID1", 429);
    ack("ID2", 503);
    fixture.client.send(text("ID3", "three"));
    network.run();
    assertThat(sentIds()).containsExactly("ID1", "ID2");
    assertThat(fixture.all(ClientEvent.MessageRefused.class)).isEmpty();
    network.acknowledging = true;
    fixture.advance(Duration.ofSeconds(16));
    assertThat(sentIds()).containsExactly("ID1", "ID2", "ID1", "ID2", "ID3");
    assertThat(fixture.all(ClientEvent.MessageAccepted.class)).hasSize(3);
    assertThat(fixture.store.list(RecordKind.OUTBOX)).isEmpty();
  }

  @Test
  void whatANetworkStaysTooBusyForIsRefusedAfterSixMoreTries() {
    network.acknowledging = false;
    fixture.client.send(text("ID1", "one"));
    network.run();
    for (int i = 0; i < 7; i++) {
      assertThat(sentIds()).hasSize(i + 1);
      ack("ID1", 500);
      for (int minute = 0; minute < 10 && sentIds().size() == i + 1; minute++) {
        fixture.advance(Duration.ofMinutes(1));
      }
    }
    assertThat(sentIds()).hasSize(7);
    assertThat(fixture.all(ClientEvent.MessageRefused.class)).hasSize(1);
    assertThat(fixture.store.list(RecordKind.OUTBOX)).isEmpty();
  }

  @Test
  void aMessageToNobodyIsRefused() {
    fixture.client.send(
        OutgoingMessage.text("ID1", Jid.parse("999@lid"), "hello?", Optional.empty()));
    network.run();
    assertThat(fixture.last(ClientEvent.MessageRefused.class).id()).isEqualTo("ID1");
    assertThat(network.last().received("message")).isEmpty();
  }

  @Test
  void aDeviceThatCouldNotReadGetsTheMessageAgainAloneAndAtMostThreeTimes() {
    fixture.client.send(text("ID1", "hello"));
    network.run();
    network.last().received.clear();
    for (int i = 1; i <= 5; i++) {
      fixture.deliver(retry(fixture.annaDesk, i));
      fixture.advance(Duration.ofSeconds(1));
    }
    List<Node> again = network.last().received("message");
    assertThat(again).hasSize(3);
    Node enc = again.getFirst().requireChild("enc");
    assertThat(again.getFirst().has("to", "100:7@lid")).isTrue();
    assertThat(enc.has("count", "1")).isTrue();
    Node withNewKeys = again.get(1).requireChild("enc");
    assertThat(
            ContentReader.readOrUnsupported(
                    fixture.annaDesk.decrypt(TestNetwork.OWN_LID, withNewKeys))
                .text())
        .isEqualTo("hello");
    assertThat(network.last().received("ack")).hasSize(5);
  }

  @Test
  void aDeviceOfSomebodyElseDoesNotGetTheMessage() {
    fixture.client.send(text("ID1", "for anna"));
    network.run();
    network.last().received.clear();
    fixture.deliver(retry(new RemoteDevice(Jid.parse("300@lid")), 2));
    assertThat(network.last().received("message")).isEmpty();
  }

  private static Node retry(RemoteDevice from, int count) {
    Node receipt =
        Node.of(
                "receipt",
                Node.of("retry").with("count", count).with("id", "ID1").with("t", 1).with("v", 1),
                from.registration())
            .with("id", "ID1")
            .with("type", "retry")
            .with("from", from.jid);
    return count < 2 ? receipt : receipt.adding(from.retryKeys());
  }

  private OutgoingMessage text(String id, String text) {
    return OutgoingMessage.text(id, fixture.anna.jid, text, Optional.empty());
  }
}
