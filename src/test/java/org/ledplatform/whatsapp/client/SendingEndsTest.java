package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.content.ContentReader;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.content.UnsendableContentException;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** Whatever happens to one message, it has an end, and the next one of its chat leaves. */
class SendingEndsTest {

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;

  @BeforeEach
  void online() {
    fixture.pairAndLogIn();
    network.last().received.clear();
  }

  /** Sends a text; its beginning is the id. */
  private void send(String text) {
    String id = text.substring(0, Math.min(3, text.length()));
    fixture.client.send(OutgoingMessage.text(id, fixture.anna.jid, text, Optional.empty()));
    network.run();
  }

  private List<String> sent() {
    return network.last().received("message").stream().map(n -> n.require("id")).toList();
  }

  private void minutes(int count) {
    for (int i = 0; i < count; i++) {
      fixture.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void whatIsNotAcknowledgedIsSentAgainOverTheSameConnectionInOrder() {
    network.acknowledging = false;
    send("ID1");
    send("ID2");
    fixture.advance(Duration.ofSeconds(74));
    assertThat(sent()).containsExactly("ID1", "ID2");
    network.acknowledging = true;
    fixture.advance(Duration.ofSeconds(1));
    assertThat(sent()).containsExactly("ID1", "ID2", "ID1", "ID2");
    assertThat(fixture.all(ClientEvent.MessageAccepted.class)).hasSize(2);
    minutes(10);
    assertThat(sent()).hasSize(4);
    assertThat(network.connections).hasSize(2);
  }

  @Test
  void whatIsNeverAcknowledgedIsGivenUpAfterTenTriesThroughRestarts() {
    network.acknowledging = false;
    send("ID1");
    minutes(8);
    int before = sent().size();
    fixture.restart();
    fixture.connect();
    minutes(20);
    assertThat(before + sent().size()).isBetween(10, 11);
    assertThat(fixture.last(ClientEvent.MessageRefused.class).id()).isEqualTo("ID1");
    assertThat(fixture.store.list(RecordKind.OUTBOX)).isEmpty();
    network.acknowledging = true;
    send("ID2");
    assertThat(fixture.last(ClientEvent.MessageAccepted.class).id()).isEqualTo("ID2");
  }

  @Test
  void anAcknowledgementThatComesLateEndsTheRepeating() {
    network.acknowledging = false;
    send("ID1");
    network.devices.clear();
    fixture.deliver(
        Node.of("notification", Node.of("update"))
            .with("id", "D1")
            .with("from", fixture.anna.jid)
            .with("type", "devices"));
    network.answering = false;
    fixture.advance(Duration.ofSeconds(76));
    network.answering = true;
    fixture.deliver(
        Node.of("ack").with("class", "message").with("id", "ID1").with("from", fixture.anna.jid));
    assertThat(fixture.all(ClientEvent.MessageAccepted.class)).hasSize(1);
    minutes(60);
    assertThat(sent()).containsExactly("ID1");
    assertThat(fixture.all(ClientEvent.MessageRefused.class)).isEmpty();
  }

  @Test
  void aMessageForWhichThereAreNoKeysIsGivenUpAndTheNextOneOfItsChatLeaves() {
    network.answers.put(
        "encrypt",
        iq ->
            Node.of(
                "list",
                Node.of("user", Node.of("error").with("code", 500)).with("jid", fixture.anna.jid)));
    send("ID1");
    send("ID2");
    minutes(30);
    assertThat(fixture.all(ClientEvent.MessageRefused.class)).isEmpty();
    minutes(20);
    assertThat(fixture.last(ClientEvent.MessageRefused.class).id()).isEqualTo("ID1");
    assertThat(fixture.last(ClientEvent.MessageRefused.class).reason())
        .contains("no device of this person has keys");
    network.answers.clear();
    minutes(10);
    assertThat(sent()).containsExactly("ID2");
    assertThat(fixture.all(ClientEvent.MessageRefused.class)).hasSize(1);
  }

  @Test
  void aMessageWhoseQuestionsTheNetworkRefusesIsGivenUp() {
    network.answers.put("usync", iq -> Node.of("nothing"));
    send("ID1");
    minutes(50);
    assertThat(fixture.last(ClientEvent.MessageRefused.class).id()).isEqualTo("ID1");
    assertThat(fixture.store.list(RecordKind.OUTBOX)).isEmpty();
  }

  @Test
  void aGroupWhoseRecordsAreDamagedHoldsUpNobodyElse() {
    GroupFixture group = new GroupFixture();
    group.send("M1", "one");
    byte[] damaged = (GroupFixture.GROUP + "|900_1.5\nnobody").getBytes(StandardCharsets.UTF_8);
    group.fixture.store.commit(
        List.of(StoreChange.put(RecordKind.SENDER_KEY_UNDERWAY, "LOST", damaged)));
    group.fixture.client.send(
        OutgoingMessage.text("M2", GroupFixture.GROUP, "two", Optional.empty()));
    for (int i = 0; i < 50; i++) {
      group.fixture.advance(Duration.ofMinutes(1));
    }
    assertThat(group.fixture.last(ClientEvent.MessageRefused.class).id()).isEqualTo("M2");
    assertThat(group.fixture.last(ClientEvent.MessageRefused.class).reason())
        .endsWith("MalformedJidException");
    group.fixture.client.send(
        OutgoingMessage.text("ID1", group.fixture.anna.jid, "hello", Optional.empty()));
    group.network.run();
    assertThat(group.fixture.last(ClientEvent.MessageAccepted.class).id()).isEqualTo("ID1");
  }

  @Test
  void aMessageThatFitsIntoNoFrameIsRefusedAndTheConnectionGoesOn() {
    Message huge = Message.newBuilder().setConversation("x".repeat(5_000_000)).build();
    network.devices.put(Jid.parse("100:8@lid"), new RemoteDevice(Jid.parse("100:8@lid")));
    fixture.client.send(new OutgoingMessage("ID1", fixture.anna.jid, huge));
    send("ID2");
    assertThat(fixture.last(ClientEvent.MessageRefused.class).id()).isEqualTo("ID1");
    assertThat(sent()).containsExactly("ID2");
    assertThat(fixture.all(ClientEvent.Disconnected.class)).isEmpty();
    assertThat(fixture.store.list(RecordKind.OUTBOX)).isEmpty();
  }

  @Test
  void aTextThatNoAppCanShowIsRefusedAtTheDoor() {
    assertThatThrownBy(() -> send("x".repeat(65_537)))
        .isInstanceOf(UnsendableContentException.class);
    send(Text.cut("y".repeat(65_537)).text());
    assertThat(sent()).hasSize(1);
  }

  @Test
  void whatFitsIntoNoFrameIsRefusedInAGroupToo() {
    GroupFixture group = new GroupFixture();
    Message huge = Message.newBuilder().setConversation("x".repeat(17_000_000)).build();
    group.fixture.client.send(new OutgoingMessage("M1", GroupFixture.GROUP, huge));
    Node next = group.send("M2", "two");
    assertThat(group.fixture.last(ClientEvent.MessageRefused.class).id()).isEqualTo("M1");
    group.takeKey(group.bert, next);
    assertThat(group.reads(group.bert, next)).isEqualTo("two");
    assertThat(group.fixture.all(ClientEvent.Disconnected.class)).isEmpty();
  }

  @Test
  void theRefusalOfWhatIsNotWaitingIsNotTold() {
    send("ID1");
    for (String id : List.of("ID1", "NEVER")) {
      fixture.deliver(
          Node.of("ack")
              .with("class", "message")
              .with("id", id)
              .with("from", fixture.anna.jid)
              .with("error", 479));
    }
    assertThat(fixture.all(ClientEvent.MessageRefused.class)).isEmpty();
    assertThat(fixture.all(ClientEvent.MessageAccepted.class)).hasSize(1);
  }

  @Test
  void theKeysThatLeftWithALostMessageAreHandedOutAgain() {
    GroupFixture group = new GroupFixture();
    group.network.acknowledging = false;
    Node lost = group.send("M1", "one");
    group.network.acknowledging = true;
    group.fixture.advance(Duration.ofSeconds(75));
    Node again = group.sent("M1").getLast();
    assertThat(again).isNotSameAs(lost);
    assertThat(GroupFixture.handed(again))
        .containsExactlyInAnyOrderElementsOf(GroupFixture.handed(lost));
    group.takeKey(group.bert, again);
    assertThat(group.reads(group.bert, again)).isEqualTo("one");
    assertThat(GroupFixture.handed(group.send("M2", "two"))).isEmpty();
  }

  @Test
  void theKeysThatLeftWithAMessageForWhichTheNetworkWasTooBusyAreHandedOutAgain() {
    GroupFixture group = new GroupFixture();
    group.network.acknowledging = false;
    Node busy = group.send("M1", "one");
    group.network.acknowledging = true;
    group.fixture.deliver(
        Node.of("ack")
            .with("class", "message")
            .with("id", "M1")
            .with("from", GroupFixture.GROUP)
            .with("error", 429));
    group.fixture.advance(Duration.ofSeconds(16));
    Node again = group.sent("M1").getLast();
    assertThat(group.sent("M1")).hasSize(2);
    assertThat(GroupFixture.handed(again))
        .containsExactlyInAnyOrderElementsOf(GroupFixture.handed(busy));
  }

  @Test
  void aDeviceThatWasLeftOutOfAMessageGetsItByItself() {
    RemoteDevice tablet = RemoteDevice.companion(9, fixture.anna);
    RemoteDevice ownTablet =
        RemoteDevice.companion(TestNetwork.OWN_LID.withDevice(6), network.account);
    send("ID1");
    network.devices.put(tablet.jid, tablet);
    network.devices.put(ownTablet.jid, ownTablet);
    network.phash = Optional.of("2:AAAAAAAA");
    send("ID2");
    List<Node> sent =
        network.last().received("message").stream().filter(n -> n.has("id", "ID2")).toList();
    assertThat(sent).hasSize(3);
    Node forTablet = to(sent, tablet);
    assertThat(forTablet.has("device_fanout", "false")).isTrue();
    assertThat(forTablet.attribute("recipient")).isEmpty();
    assertThat(read(tablet, forTablet)).isEqualTo("ID2");
    Node forOwn = to(sent, ownTablet);
    assertThat(forOwn.has("recipient", fixture.anna.jid.toString())).isTrue();
    Message wrapped = ownTablet.decrypt(TestNetwork.OWN_LID, forOwn.requireChild("enc"));
    assertThat(wrapped.getDeviceSentMessage().getDestinationJid()).isEqualTo("100@lid");
    send("ID3");
    assertThat(network.last().received("message").stream().filter(n -> n.has("id", "ID3")).toList())
        .as("the hash is no news within a minute")
        .hasSize(1);
  }

  private static Node to(List<Node> sent, RemoteDevice device) {
    return sent.stream().filter(n -> n.has("to", device.jid.toString())).findFirst().orElseThrow();
  }

  private static String read(RemoteDevice device, Node stanza) {
    return ContentReader.readOrUnsupported(
            device.decrypt(TestNetwork.OWN_LID, stanza.requireChild("enc")))
        .text();
  }
}
