package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.whatsapp.client.GroupFixture.GROUP;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.content.ContentReader;
import org.ledplatform.whatsapp.message.Counted;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.StoredRatchet;
import org.ledplatform.whatsapp.proto.StoredSession;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/** Records that the store gives back damaged: conversations begin anew, in both directions. */
class DamagedRecordsTest {

  private static final byte[] GARBAGE = {0x0A, 0x7F, 1};

  private final GroupFixture group = new GroupFixture();
  private final ClientFixture fixture = group.fixture;
  private final TestNetwork network = group.network;

  private void damage(RecordKind kind, byte[] with) {
    for (StoredRecord record : fixture.store.list(kind)) {
      fixture.store.commit(List.of(StoreChange.put(kind, record.name(), with)));
    }
  }

  private void talk() {
    fixture.deliver(fixture.text(fixture.anna, "A1", "before"));
    assertThat(send("ID1")).isEqualTo("ID1");
    network.last().received.clear();
  }

  /** What Anna reads. */
  private String send(String id) {
    fixture.client.send(OutgoingMessage.text(id, fixture.anna.jid, id, Optional.empty()));
    network.run();
    Node part =
        network
            .last()
            .received("message")
            .getLast()
            .requireChild("participants")
            .children("to")
            .stream()
            .filter(to -> to.has("jid", fixture.anna.jid.toString()))
            .findFirst()
            .orElseThrow();
    Message message = fixture.anna.decrypt(TestNetwork.OWN_LID, part.requireChild("enc"));
    return ContentReader.readOrUnsupported(message).text();
  }

  private long counted() {
    return fixture.client.statistics().getOrDefault(Counted.RECORD_DAMAGED, 0L);
  }

  private Node lastReceipt() {
    return network.last().received("receipt").getLast();
  }

  /** The device begins anew with the keys of our request. */
  private void begin(RemoteDevice device, Node receipt) {
    Node keys = receipt.requireChild("keys");
    device.begin(
        TestNetwork.OWN_LID,
        Node.of(
            "iq",
            receipt.requireChild("registration"),
            keys.requireChild("identity"),
            keys.requireChild("skey"),
            Node.of("list", keys.requireChild("key"))));
  }

  @Test
  void aDamagedSessionIsBegunAnewByUs() {
    talk();
    damage(RecordKind.SIGNAL_SESSION, GARBAGE);
    assertThat(send("ID2")).isEqualTo("ID2");
    assertThat(counted()).isPositive();
    fixture.deliver(fixture.text(fixture.anna, "A2", "after"));
    assertThat(fixture.last(ClientEvent.MessageReceived.class).message().text()).isEqualTo("after");
  }

  @Test
  void aSessionThatLacksItsKeysIsBegunAnewToo() {
    talk();
    damage(
        RecordKind.SIGNAL_SESSION,
        StoredSession.newBuilder()
            .addRatchets(StoredRatchet.newBuilder().setSendingCounter(3))
            .build()
            .toByteArray());
    assertThat(send("ID2")).isEqualTo("ID2");
  }

  @Test
  void aDamagedIdentityIsLearnedAnew() {
    talk();
    damage(RecordKind.IDENTITY, GARBAGE);
    assertThat(send("ID2")).isEqualTo("ID2");
    group.send("M1", "one");
    assertThat(fixture.last(ClientEvent.MessageAccepted.class).id()).isEqualTo("M1");
  }

  @Test
  void whatComesInADamagedSessionIsAskedForAgainAndThenRead() {
    talk();
    damage(RecordKind.SIGNAL_SESSION, GARBAGE);
    fixture.deliver(fixture.text(fixture.anna, "A2", "lost"));
    assertThat(lastReceipt().has("type", "retry")).isTrue();
    assertThat(network.last().received("ack")).noneMatch(a -> a.attribute("error").isPresent());
    fixture.deliver(fixture.text(fixture.anna, "A2", "lost"));
    begin(fixture.anna, lastReceipt());
    fixture.deliver(fixture.text(fixture.anna, "A2", "lost"));
    assertThat(fixture.last(ClientEvent.MessageReceived.class).message().text()).isEqualTo("lost");
    assertThat(send("ID2")).isEqualTo("ID2");
  }

  @Test
  void ourDamagedSenderKeyIsMadeAnew() {
    group.takeKey(group.bert, group.send("M1", "one"));
    damage(RecordKind.SENDER_KEY, GARBAGE);
    Node next = group.send("M2", "two");
    group.takeKey(group.bert, next);
    assertThat(group.reads(group.bert, next)).isEqualTo("two");
    assertThat(counted()).isPositive();
  }

  @Test
  void whatComesUnderADamagedSenderKeyIsAskedForAgain() {
    Message content = Message.newBuilder().setConversation("hello").build();
    fixture.deliver(
        inGroup(
            "B1",
            group.bert.encrypt(TestNetwork.OWN_LID, group.bert.introduction(GROUP)),
            group.bert.encryptForGroup(GROUP, content)));
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).hasSize(1);
    damage(RecordKind.SENDER_KEY, GARBAGE);
    fixture.deliver(inGroup("B2", group.bert.encryptForGroup(GROUP, content)));
    assertThat(lastReceipt().has("type", "retry")).isTrue();
    assertThat(network.last().received("ack")).noneMatch(a -> a.attribute("error").isPresent());
  }

  private Node inGroup(String id, Node... parts) {
    return Node.of("message", parts)
        .with("id", id)
        .with("from", GROUP)
        .with("participant", group.bert.jid)
        .with("type", "text")
        .with("t", 1000);
  }

  @Test
  void aDamagedPreKeyCountsAsUsedUp() {
    damage(RecordKind.PRE_KEY, GARBAGE);
    fixture.deliver(fixture.text(fixture.anna, "A1", "hello"));
    assertThat(lastReceipt().requireChild("retry").has("error", "3")).isTrue();
  }

  @Test
  void aDamagedSignedPreKeyCountsAsForgotten() {
    damage(RecordKind.SIGNED_PRE_KEY, GARBAGE);
    fixture.deliver(fixture.text(fixture.anna, "A1", "hello"));
    assertThat(lastReceipt().requireChild("retry").has("error", "3")).isTrue();
    assertThat(network.last().received("ack")).noneMatch(a -> a.attribute("error").isPresent());
  }

  @Test
  void aDamagedMappingIsLearnedAgain() {
    fixture.deliver(
        fixture.text(fixture.anna, "A1", "one").with("sender_pn", "49151@s.whatsapp.net"));
    damage(RecordKind.LID_MAPPING, GARBAGE);
    fixture.deliver(
        fixture.text(fixture.anna, "A2", "two").with("sender_pn", "49151@s.whatsapp.net"));
    assertThat(fixture.last(ClientEvent.MessageReceived.class).message().text()).isEqualTo("two");
    assertThat(fixture.last(ClientEvent.MessageReceived.class).message().senderPhone()).isPresent();
  }
}
