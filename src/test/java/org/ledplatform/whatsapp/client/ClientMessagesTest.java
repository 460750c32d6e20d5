package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Counted;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.DeviceSentMessage;
import org.ledplatform.whatsapp.proto.HistorySyncNotification;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.stanza.ReceiptKind;

/** What is received and acknowledged. */
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
  void theSameCiphertextUnderAnotherIdIsRefusedAndCounted() {
    Node stanza = fixture.text(fixture.anna, "A1", "hello");
    fixture.deliver(stanza);
    fixture.deliver(stanza.with("id", "A2"));
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).hasSize(1);
    assertThat(network.last().received("ack").getLast().has("error", "487")).isTrue();
    assertThat(fixture.client.statistics()).containsEntry(Counted.OPENED_BEFORE, 1L);
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
                "P1", fixture.phone, fixture.phone.encrypt(TestNetwork.OWN_LID, wrapped))
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
            "F1", fixture.anna, fixture.anna.encrypt(TestNetwork.OWN_LID, forged)));
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
                "H1", fixture.phone, fixture.phone.encrypt(TestNetwork.OWN_LID, history()))
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
                "H1", fixture.anna, fixture.anna.encrypt(TestNetwork.OWN_LID, history()))
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
}
