package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ledplatform.whatsapp.client.GroupFixture.GROUP;
import static org.ledplatform.whatsapp.client.GroupFixture.handed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.content.ContentReader;
import org.ledplatform.whatsapp.group.GroupChange;
import org.ledplatform.whatsapp.group.GroupSettings;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ParticipantHash;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.ReactionMessage;
import org.ledplatform.whatsapp.signal.SignalException;
import org.ledplatform.whatsapp.store.RecordKind;

/** What leaves for a group, and what does not. */
class GroupSendingTest {

  private final GroupFixture group = new GroupFixture();
  private final ClientFixture fixture = group.fixture;
  private final TestNetwork network = group.network;

  @Test
  void theMessageIsEncryptedOnceAndTheKeyIsHandedToEveryDevice() {
    Node sent = group.send("M1", "hello");
    assertThat(sent.has("to", GROUP.toString())).isTrue();
    assertThat(sent.has("addressing_mode", "lid")).isTrue();
    assertThat(sent.children("enc")).hasSize(1).allMatch(e -> e.has("type", "skmsg"));
    assertThat(handed(sent))
        .containsExactlyInAnyOrder(
            fixture.phone.jid, fixture.anna.jid, fixture.annaDesk.jid, group.bert.jid);
    assertThat(sent.child("device-identity")).isPresent();
    for (RemoteDevice device : List.of(fixture.phone, fixture.anna, fixture.annaDesk, group.bert)) {
      group.takeKey(device, sent);
      assertThat(group.reads(device, sent)).isEqualTo("hello");
    }
    assertThat(fixture.last(ClientEvent.MessageAccepted.class).id()).isEqualTo("M1");
  }

  @Test
  void theHashNamesAllDevicesOursIncluded() {
    network.devices.put(
        TestNetwork.OWN_LID, new RemoteDevice(TestNetwork.OWN_LID, network.account));
    Node sent = group.send("M1", "hello");
    List<Jid> all =
        List.of(
            TestNetwork.OWN_LID,
            fixture.phone.jid,
            fixture.anna.jid,
            fixture.annaDesk.jid,
            group.bert.jid);
    assertThat(sent.require("phash")).isEqualTo(ParticipantHash.of(all));
    assertThat(handed(sent)).doesNotContain(TestNetwork.OWN_LID);
  }

  @Test
  void whoHasTheKeyIsNotHandedItAgainEvenAfterARestart() {
    Node first = group.send("M1", "one");
    group.takeKey(group.bert, first);
    fixture.restart();
    fixture.connect();
    Node second = group.send("M2", "two");
    assertThat(handed(second)).isEmpty();
    assertThat(second.child("device-identity")).isEmpty();
    assertThat(group.reads(group.bert, second)).isEqualTo("two");
    assertThat(network.last().receivedIqs("w:g2")).isEmpty();
  }

  @Test
  void aKeyThatLeftWithAMessageWhichTheNetworkNeverTookIsHandedAgainAfterwards() {
    network.acknowledging = false;
    Node lost = group.send("M1", "one");
    assertThat(handed(group.send("M2", "two"))).isEmpty();
    network.acknowledging = true;
    fixture.restart();
    fixture.connect();
    Node again = group.sent("M1").getLast();
    assertThat(handed(again)).containsExactlyInAnyOrderElementsOf(handed(lost));
    group.takeKey(group.bert, again);
    assertThat(group.reads(group.bert, again)).isEqualTo("one");
    assertThat(group.reads(group.bert, group.sent("M2").getLast())).isEqualTo("two");
    assertThat(handed(group.send("M3", "three"))).isEmpty();
    assertThat(fixture.store.list(RecordKind.SENDER_KEY_UNDERWAY)).isEmpty();
  }

  @Test
  void aKeyThatLeftWithARefusedMessageIsHandedWithTheNextOne() {
    network.acknowledging = false;
    Node refused = group.send("M1", "one");
    network
        .last()
        .send(
            Node.of("ack")
                .with("class", "message")
                .with("id", "M1")
                .with("from", GROUP)
                .with("error", "479"));
    network.run();
    network.acknowledging = true;
    Node next = group.send("M2", "two");
    assertThat(handed(next)).containsExactlyInAnyOrderElementsOf(handed(refused));
    assertThat(fixture.store.list(RecordKind.SENDER_KEY_UNDERWAY)).isEmpty();
  }

  @Test
  void oneQuestionAsksForAllDevicesAndOneForAllKeys() {
    group.send("M1", "one");
    assertThat(network.last().receivedIqs("usync")).hasSize(1);
    assertThat(
            network.last().receivedIqs("encrypt").stream()
                .filter(iq -> iq.child("key").isPresent()))
        .hasSize(1);
  }

  @Test
  void aMemberWhoComesGetsTheKeyAndReadsOnlyWhatComesAfter() {
    Node before = group.send("M1", "before");
    RemoteDevice cleo = new RemoteDevice(Jid.parse("400@lid"));
    network.devices.put(cleo.jid, cleo);
    group.notify(Node.of("add", GroupFixture.participant(cleo.jid)));
    Node after = group.send("M2", "after");
    assertThat(handed(after)).containsExactly(cleo.jid);
    group.takeKey(cleo, after);
    assertThat(group.reads(cleo, after)).isEqualTo("after");
    assertThatThrownBy(() -> group.reads(cleo, before)).isInstanceOf(SignalException.class);
  }

  @Test
  void whoLeavesCannotReadOnForThereIsANewKey() {
    group.takeKey(group.bert, group.send("M1", "one"));
    group.notify(Node.of("remove", GroupFixture.participant(group.bert.jid)));
    Node after = group.send("M2", "two");
    assertThat(handed(after))
        .containsExactlyInAnyOrder(fixture.phone.jid, fixture.anna.jid, fixture.annaDesk.jid);
    assertThatThrownBy(() -> group.reads(group.bert, after)).isInstanceOf(SignalException.class);
    group.takeKey(fixture.anna, after);
    assertThat(group.reads(fixture.anna, after)).isEqualTo("two");
  }

  @Test
  void aDeviceThatIsGoneOrInOtherHandsEndsTheKeyToo() {
    group.send("M1", "one");
    network.devices.remove(fixture.annaDesk.jid);
    forgetDevices(fixture.anna.jid);
    assertThat(handed(group.send("M2", "two")))
        .containsExactlyInAnyOrder(fixture.phone.jid, fixture.anna.jid, group.bert.jid);
    network.devices.put(group.bert.jid, new RemoteDevice(group.bert.jid));
    fixture.deliver(
        Node.of("notification", Node.of("identity"))
            .with("id", "I1")
            .with("from", group.bert.jid)
            .with("type", "encrypt"));
    assertThat(handed(group.send("M3", "three"))).hasSize(3);
  }

  private void forgetDevices(Jid person) {
    fixture.deliver(
        Node.of("notification", Node.of("update"))
            .with("id", "D1")
            .with("from", person)
            .with("type", "devices"));
  }

  @Test
  void aGroupWhereOnlyAdminsWriteRefusesUsBeforeAnythingLeaves() {
    network.groups.put(
        GROUP,
        GroupFixture.group(TestNetwork.OWN_LID, fixture.anna.jid)
            .with(GroupSettings.USUAL.withAnnouncement(true)));
    fixture.client.send(OutgoingMessage.text("M1", GROUP, "hello", Optional.empty()));
    network.run();
    assertThat(fixture.last(ClientEvent.MessageRefused.class).reason())
        .isEqualTo("only admins may write in this group");
    assertThat(group.sent("M1")).isEmpty();
    assertThat(network.last().receivedIqs("usync")).isEmpty();
  }

  @Test
  void aGroupThatWeAreNotInRefusesUsByName() {
    network.groups.clear();
    fixture.client.send(OutgoingMessage.text("M1", GROUP, "hello", Optional.empty()));
    network.run();
    assertThat(fixture.last(ClientEvent.MessageRefused.class).reason())
        .isEqualTo("we are not in this group");
  }

  @Test
  void aDeviceThatAsksAgainGetsTheMessageForItselfWithTheKey() {
    group.send("M1", "hello");
    askAgain(group.bert, "M1");
    Node again = group.sent("M1").getLast();
    assertThat(again.has("to", GROUP.toString())).isTrue();
    assertThat(again.has("participant", group.bert.jid.toString())).isTrue();
    Node enc = again.requireChild("enc");
    assertThat(enc.has("count", "1")).isTrue();
    Message message = group.bert.decrypt(TestNetwork.OWN_LID, enc);
    assertThat(ContentReader.readOrUnsupported(message).text()).isEqualTo("hello");
    group.bert.acceptKey(GROUP, TestNetwork.OWN_LID, message);
    assertThat(group.reads(group.bert, group.send("M2", "two"))).isEqualTo("two");
  }

  @Test
  void aDeviceIsAnsweredThreeTimesAndAStrangerNever() {
    group.send("M1", "hello");
    RemoteDevice mallory = new RemoteDevice(Jid.parse("666@lid"));
    network.devices.put(mallory.jid, mallory);
    askAgain(mallory, "M1");
    assertThat(group.sent("M1")).hasSize(1);
    for (int i = 0; i < 5; i++) {
      askAgain(group.bert, "M1");
    }
    assertThat(group.sent("M1")).hasSize(4);
  }

  private void askAgain(RemoteDevice device, String id) {
    fixture.deliver(
        Node.of(
                "receipt",
                Node.of("retry").with("count", 1).with("id", id),
                device.registration(),
                device.retryKeys())
            .with("id", id)
            .with("type", "retry")
            .with("from", GROUP)
            .with("participant", device.jid));
    fixture.advance(Duration.ofSeconds(1));
  }

  @Test
  void whenTheNetworkKnowsOtherDevicesTheMissingOnesAreServed() {
    group.send("M0", "zero");
    RemoteDevice desk = RemoteDevice.companion(4, group.bert);
    network.devices.put(desk.jid, desk);
    network.phash = Optional.of("2:AAAAAAAA");
    group.send("M1", "one");
    List<Node> sent = group.sent("M1");
    assertThat(sent).hasSize(2);
    assertThat(sent.getLast().has("participant", desk.jid.toString())).isTrue();
    Message message = desk.decrypt(TestNetwork.OWN_LID, sent.getLast().requireChild("enc"));
    assertThat(ContentReader.readOrUnsupported(message).text()).isEqualTo("one");
  }

  @Test
  void aRefusedMessageMakesUsAskAboutTheGroupAgain() {
    group.send("M1", "one");
    network.acknowledging = false;
    group.send("M2", "two");
    fixture.deliver(
        Node.of("ack")
            .with("class", "message")
            .with("id", "M2")
            .with("from", GROUP)
            .with("error", 403));
    network.last().received.clear();
    network.acknowledging = true;
    group.send("M3", "three");
    assertThat(network.last().receivedIqs("w:g2")).hasSize(1);
  }

  @Test
  void theStanzaSaysWhatKindOfMessageItIs() {
    Message reaction =
        Message.newBuilder().setReactionMessage(ReactionMessage.newBuilder().setText("+")).build();
    fixture.client.send(new OutgoingMessage("R1", GROUP, reaction));
    network.run();
    Node sent = group.sent("R1").getLast();
    assertThat(sent.has("type", "reaction")).isTrue();
    assertThat(sent.requireChild("enc").has("decrypt-fail", "hide")).isTrue();
  }

  @Test
  void aDirtyBitMakesUsReadAllGroupsBeforeWeSayThatWeDid() {
    fixture.deliver(Node.of("ib", Node.of("dirty").with("type", "groups")));
    List<Node> asked = network.last().received("iq");
    assertThat(asked.getFirst().child("participating")).isPresent();
    assertThat(asked.getLast().requireChild("clean").has("type", "groups")).isTrue();
    network.last().received.clear();
    group.send("M1", "known already");
    assertThat(network.last().receivedIqs("w:g2")).isEmpty();
  }

  @Test
  void aNotificationIsAcknowledgedAndToldAfterItWasKept() {
    group.send("M1", "one");
    group.notify(Node.of("announcement"));
    assertThat(fixture.last(ClientEvent.GroupChanged.class).event().change())
        .isEqualTo(new GroupChange.AnnouncementChanged(true));
    assertThat(network.last().received("ack").getLast().has("type", "w:gp2")).isTrue();
  }
}
