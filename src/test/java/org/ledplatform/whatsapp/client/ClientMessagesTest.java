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
import org.ledplatform.whatsapp.proto.DeviceSentMessage;
import org.ledplatform.whatsapp.proto.HistorySyncNotification;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.stanza.ReceiptKind;
import org.ledplatform.whatsapp.store.RecordKind;

class ClientMessagesTest {

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;

  @BeforeEach
  void online() {
    fixture.pairAndLogIn();
    network.last().received.clear();
  }

  private ReceivedMessage receive(String id, String text) {
    fixture.deliver(fixture.text(fixture.anna, id, text));
    return fixture.last(ClientEvent.MessageReceived.class).message();
  }

  @Test
  void tellsAMessageAfterItIsDurableAndAcknowledgesIt() {
    ReceivedMessage message = receive("A1", "hello");
    assertThat(message.text()).isEqualTo("hello");
    assertThat(message.chat()).isEqualTo(fixture.anna.jid);
    assertThat(message.pushName()).isEqualTo("Anna");
    assertThat(message.fromMe()).isFalse();
    assertThat(fixture.client.unsettled()).containsExactly(message);
    Node receipt = network.last().received("receipt").getFirst();
    assertThat(receipt.has("id", "A1")).isTrue();
    assertThat(receipt.has("to", "100@lid")).isTrue();
    Node ack = network.last().received("ack").getFirst();
    assertThat(ack.has("class", "message")).isTrue();
  }

  @Test
  void aMessageThatComesTwiceHasOneEffectAndTwoAcknowledgements() {
    Node stanza = fixture.text(fixture.anna, "A1", "hello");
    fixture.deliver(stanza);
    fixture.deliver(stanza);
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).hasSize(1);
    assertThat(network.last().received("ack")).hasSize(2);
    assertThat(network.last().received("ack")).noneMatch(a -> a.attribute("error").isPresent());
  }

  @Test
  void aCrashBetweenCommitAndAcknowledgementHasOneEffect() {
    Node stanza = fixture.text(fixture.anna, "A1", "hello");
    fixture.deliver(stanza);
    fixture.restart();
    fixture.connect();
    assertThat(fixture.client.unsettled()).hasSize(1);
    fixture.deliver(stanza.with("offline", "1"));
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).isEmpty();
    assertThat(fixture.client.unsettled()).hasSize(1);
    assertThat(network.last().received("ack")).hasSize(1);
  }

  @Test
  void aRedeliveryUnderTheOtherAddressIsTheSameMessage() {
    Node stanza = fixture.text(fixture.anna, "A1", "hello");
    fixture.deliver(stanza);
    fixture.deliver(stanza.with("from", "49151@s.whatsapp.net").with("sender_lid", "100@lid"));
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).hasSize(1);
  }

  @Test
  void theSameIdFromAnotherPersonIsAnotherMessage() {
    RemoteDevice bert = new RemoteDevice(Jid.parse("300@lid"));
    Node upload = network.connections.getLast().received.isEmpty() ? lastUpload() : lastUpload();
    bert.begin(TestNetwork.OWN_LID, upload);
    receive("A1", "from anna");
    fixture.deliver(fixture.text(bert, "A1", "from bert"));
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).hasSize(2);
  }

  private Node lastUpload() {
    network.preKeyCount = 0;
    fixture.restart();
    fixture.connect();
    return network.last().receivedIqs("encrypt").getLast();
  }

  @Test
  void answersToAllDevicesOfBothSides() {
    ReceivedMessage message = receive("A1", "!ping");
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
      for (int minute = 0; minute < 10; minute++) {
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
  void whatOurOwnPhoneSentComesAsOurs() {
    Message wrapped =
        Message.newBuilder()
            .setDeviceSentMessage(
                DeviceSentMessage.newBuilder()
                    .setDestinationJid("100@lid")
                    .setMessage(Message.newBuilder().setConversation("!ping")))
            .build();
    fixture.deliver(
        ClientFixture.stanza(
                "P1", fixture.phone.jid, fixture.phone.encrypt(TestNetwork.OWN_LID, wrapped))
            .with("recipient", "100@lid"));
    ReceivedMessage message = fixture.last(ClientEvent.MessageReceived.class).message();
    assertThat(message.fromMe()).isTrue();
    assertThat(message.chat()).isEqualTo(Jid.parse("100@lid"));
    assertThat(message.text()).isEqualTo("!ping");
    Node receipt = network.last().received("receipt").getFirst();
    assertThat(receipt.has("type", "sender")).isTrue();
    assertThat(receipt.has("recipient", "100@lid")).isTrue();
  }

  @Test
  void aStrangerWhoClaimsToBeOurPhoneIsDropped() {
    Message forged =
        Message.newBuilder()
            .setDeviceSentMessage(
                DeviceSentMessage.newBuilder()
                    .setDestinationJid("100@lid")
                    .setMessage(Message.newBuilder().setConversation("!ping")))
            .build();
    fixture.deliver(
        ClientFixture.stanza(
            "F1", fixture.anna.jid, fixture.anna.encrypt(TestNetwork.OWN_LID, forged)));
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).isEmpty();
    assertThat(network.last().received("ack")).hasSize(1);
  }

  private static Message history() {
    return Message.newBuilder()
        .setProtocolMessage(
            ProtocolMessage.newBuilder()
                .setType(ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION)
                .setHistorySyncNotification(HistorySyncNotification.getDefaultInstance()))
        .build();
  }

  @Test
  void historyOfOurOwnPhoneIsAcknowledgedAndLeft() {
    fixture.deliver(
        ClientFixture.stanza(
                "H1", fixture.phone.jid, fixture.phone.encrypt(TestNetwork.OWN_LID, history()))
            .with("category", "peer"));
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).isEmpty();
    assertThat(network.last().received("receipt"))
        .extracting(n -> n.require("type"))
        .containsExactly("peer_msg", "hist_sync");
  }

  @Test
  void historyOfAnybodyElseIsDropped() {
    fixture.deliver(
        ClientFixture.stanza(
                "H1", fixture.anna.jid, fixture.anna.encrypt(TestNetwork.OWN_LID, history()))
            .with("category", "peer"));
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).isEmpty();
    assertThat(network.last().received("receipt"))
        .noneMatch(n -> n.has("type", "hist_sync") || n.has("type", "peer_msg"));
  }

  @Test
  void whatCannotBeReadIsAskedForAgainAndHarmsNothing() {
    Node good = fixture.text(fixture.anna, "A1", "hello");
    byte[] broken = good.requireChild("enc").bytes().clone();
    broken[broken.length - 1] ^= 1;
    Node bad = good.holding(List.of(good.requireChild("enc").holding(broken)));
    fixture.deliver(bad);
    assertThat(fixture.all(ClientEvent.MessageUndecryptable.class)).hasSize(1);
    Node first = network.last().received("receipt").getFirst();
    assertThat(first.has("type", "retry")).isTrue();
    assertThat(first.requireChild("retry").has("count", "1")).isTrue();
    assertThat(first.child("keys")).isEmpty();
    fixture.deliver(bad);
    Node second = network.last().received("receipt").getLast();
    assertThat(second.requireChild("keys").child("device-identity")).isPresent();
    for (int i = 0; i < 5; i++) {
      fixture.deliver(bad);
    }
    assertThat(network.last().received("receipt")).hasSize(5);
    assertThat(network.last().received("ack")).hasSize(7);
    fixture.deliver(good);
    assertThat(fixture.last(ClientEvent.MessageReceived.class).message().text()).isEqualTo("hello");
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

  @Test
  void groupMessagesAreAcknowledgedSoThatTheQueueGoesOn() {
    fixture.deliver(
        Node.of("message", Node.of("enc", new byte[] {1}).with("type", "skmsg").with("v", 2))
            .with("id", "G1")
            .with("from", "120363@g.us")
            .with("participant", "100@lid")
            .with("t", 1));
    assertThat(network.last().received("ack").getFirst().has("participant", "100@lid")).isTrue();
    receive("A1", "still here");
  }

  @Test
  void reportsReceiptsAndAcknowledgesThem() {
    fixture.deliver(
        Node.of("receipt", Node.of("list", Node.of("item").with("id", "ID2")))
            .with("id", "ID1")
            .with("from", "100:7@lid")
            .with("type", "read")
            .with("t", 2000));
    var receipt = fixture.last(ClientEvent.ReceiptReceived.class);
    assertThat(receipt.ids()).containsExactly("ID1", "ID2");
    assertThat(receipt.kind()).isEqualTo(ReceiptKind.READ);
    assertThat(network.last().received("ack").getFirst().has("class", "receipt")).isTrue();
  }

  private OutgoingMessage text(String id, String text) {
    return OutgoingMessage.text(id, fixture.anna.jid, text, Optional.empty());
  }
}
