package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.content.Revoke;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Counted;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyShare;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.store.RecordKind;

/** Messages of a group, as the network delivers them. */
class GroupReceivingTest {

  private static final Jid GROUP = Jid.parse("120363000000000001@g.us");

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;
  private final RemoteDevice anna = fixture.anna;

  @BeforeEach
  void online() {
    fixture.pairAndLogIn();
    network.last().received.clear();
  }

  private static Message text(String text) {
    return Message.newBuilder().setConversation(text).build();
  }

  private static Node stanza(String id, RemoteDevice from, Node... parts) {
    return Node.of("message", parts)
        .with("id", id)
        .with("from", GROUP)
        .with("participant", from.jid)
        .with("addressing_mode", "lid")
        .with("type", "text")
        .with("t", 1000)
        .with("notify", "Anna");
  }

  private Node key(RemoteDevice from) {
    return from.encrypt(TestNetwork.OWN_LID, from.introduction(GROUP));
  }

  /** The key first, and then what is encrypted with it. */
  private Node first(String id, String text) {
    Node key = key(anna);
    return stanza(id, anna, key, anna.encryptForGroup(GROUP, text(text)));
  }

  private List<String> texts() {
    return fixture.all(ClientEvent.MessageReceived.class).stream()
        .map(e -> e.message().text())
        .toList();
  }

  @Test
  void readsTheKeyAndTheMessageOfOneStanzaAndLaterMessagesWithTheKeyAlone() {
    fixture.deliver(first("G1", "one"));
    fixture.deliver(stanza("G2", anna, anna.encryptForGroup(GROUP, text("two"))));
    assertThat(texts()).containsExactly("one", "two");
    ReceivedMessage message = fixture.last(ClientEvent.MessageReceived.class).message();
    assertThat(message.chat()).isEqualTo(GROUP);
    assertThat(message.sender()).isEqualTo(anna.jid);
    Node receipt = network.last().received("receipt").getFirst();
    assertThat(receipt.has("to", GROUP.toString())).isTrue();
    assertThat(receipt.has("participant", anna.jid.toString())).isTrue();
    assertThat(network.last().received("ack").getFirst().has("participant", anna.jid.toString()))
        .isTrue();
  }

  private static Message takingAwayWhatBertWrote() {
    return Message.newBuilder()
        .setProtocolMessage(
            ProtocolMessage.newBuilder()
                .setType(ProtocolMessage.Type.REVOKE)
                .setKey(
                    MessageKey.newBuilder()
                        .setRemoteJid(GROUP.toString())
                        .setFromMe(false)
                        .setId("B1")
                        .setParticipant("300@lid")))
        .build();
  }

  /** The network tells about the group, where Anna has no say at first. */
  private void tellGroup(String tag, Node... content) {
    fixture.deliver(
        Node.of("notification", Node.of(tag, content))
            .with("id", "N-" + tag)
            .with("from", GROUP)
            .with("type", "w:gp2")
            .with("t", network.clock.instant().getEpochSecond()));
  }

  @Test
  void onlyAnAdminTakesAwayWhatOthersWroteInAGroupThatIsKnown() {
    Node member = GroupFixture.participant(anna.jid);
    Node members =
        Node.of("group", GroupFixture.participant(TestNetwork.OWN_LID), member)
            .with("id", GROUP.user())
            .with("addressing_mode", "lid");
    tellGroup("create", members);
    Node key = key(anna);
    fixture.deliver(
        stanza("R1", anna, key, anna.encryptForGroup(GROUP, takingAwayWhatBertWrote())));
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).isEmpty();
    assertThat(fixture.client.statistics()).containsEntry(Counted.UNENTITLED_DROPPED, 1L);

    tellGroup("promote", member);
    fixture.deliver(stanza("R2", anna, anna.encryptForGroup(GROUP, takingAwayWhatBertWrote())));
    assertThat(fixture.last(ClientEvent.MessageReceived.class).message().body().content())
        .isInstanceOf(Revoke.class);
  }

  @Test
  void whereNothingIsKnownOfAGroupItsReceiversJudgeWhoIsAnAdmin() {
    fixture.deliver(
        stanza("R1", anna, key(anna), anna.encryptForGroup(GROUP, takingAwayWhatBertWrote())));
    assertThat(fixture.last(ClientEvent.MessageReceived.class).message().body().content())
        .isInstanceOfSatisfying(Revoke.class, revoke -> assertThat(revoke.byAdmin()).isTrue());
  }

  @Test
  void aCrashBetweenCommitAndAcknowledgementHasOneEffectAndKeepsTheKey() {
    Node stanza = first("G1", "one");
    fixture.deliver(stanza);
    fixture.restart();
    fixture.connect();
    fixture.deliver(stanza.with("offline", "1"));
    assertThat(texts()).isEmpty();
    fixture.deliver(stanza("G2", anna, anna.encryptForGroup(GROUP, text("two"))));
    assertThat(texts()).containsExactly("two");
  }

  @Test
  void asksTheSenderAgainWhenItsKeyNeverCame() {
    anna.introduction(GROUP);
    fixture.deliver(stanza("G1", anna, anna.encryptForGroup(GROUP, text("one"))));
    Node receipt = network.last().received("receipt").getFirst();
    assertThat(receipt.has("type", "retry")).isTrue();
    assertThat(receipt.has("to", GROUP.toString())).isTrue();
    assertThat(receipt.has("participant", anna.jid.toString())).isTrue();
    assertThat(receipt.requireChild("retry").has("error", "1")).isTrue();
    Message again = text("one").toBuilder().mergeFrom(anna.introduction(GROUP)).build();
    fixture.deliver(stanza("G1", anna, anna.encrypt(TestNetwork.OWN_LID, again)));
    fixture.deliver(stanza("G2", anna, anna.encryptForGroup(GROUP, text("two"))));
    assertThat(texts()).containsExactly("one", "two");
  }

  @Test
  void aKeyIsKeptEvenWhenTheMessageBesideItIsDamaged() {
    Node key = key(anna);
    byte[] damaged = anna.encryptForGroup(GROUP, text("one")).bytes().clone();
    damaged[damaged.length - 70] ^= 1;
    Node part = Node.of("enc", damaged).with("v", "2").with("type", "skmsg");
    fixture.deliver(stanza("G1", anna, key, part));
    assertThat(fixture.all(ClientEvent.MessageUndecryptable.class)).hasSize(1);
    fixture.deliver(stanza("G2", anna, anna.encryptForGroup(GROUP, text("two"))));
    assertThat(texts()).containsExactly("two");
  }

  @Test
  void aKeyForAnotherGroupOrOutsideOfAGroupIsNotTaken() {
    Jid other = Jid.parse("120363000000000002@g.us");
    Node strange = anna.encrypt(TestNetwork.OWN_LID, anna.introduction(other));
    fixture.deliver(stanza("G1", anna, strange));
    fixture.deliver(
        ClientFixture.stanza(
            "G2", anna, anna.encrypt(TestNetwork.OWN_LID, anna.introduction(GROUP))));
    assertThat(fixture.store.list(RecordKind.SENDER_KEY)).isEmpty();
    assertThat(texts()).isEmpty();
  }

  @Test
  void aKeyOfOneMemberDoesNotSpeakForAnother() {
    fixture.deliver(first("G1", "one"));
    Node part = anna.encryptForGroup(GROUP, text("not mine"));
    fixture.deliver(stanza("G2", fixture.annaDesk, part));
    assertThat(texts()).containsExactly("one");
    assertThat(fixture.all(ClientEvent.MessageUndecryptable.class)).hasSize(1);
  }

  @Test
  void aKeyThatCameUnderThePhoneNumberServesUnderTheLidAsWell() {
    Jid phoneNumber = Jid.parse("49151@s.whatsapp.net");
    fixture.deliver(first("G1", "one").with("participant", phoneNumber));
    fixture.deliver(
        stanza("G2", anna, anna.encryptForGroup(GROUP, text("two")))
            .with("participant_pn", phoneNumber));
    assertThat(texts()).containsExactly("one", "two");
    assertThat(fixture.store.list(RecordKind.SENDER_KEY)).hasSize(1);
  }

  @Test
  void aMessageOfOurOwnPhoneInAGroupIsAcknowledgedAsOurs() {
    RemoteDevice phone = fixture.phone;
    Node key = phone.encrypt(TestNetwork.OWN_LID, phone.introduction(GROUP));
    fixture.deliver(stanza("G1", phone, key, phone.encryptForGroup(GROUP, text("mine"))));
    assertThat(fixture.last(ClientEvent.MessageReceived.class).message().fromMe()).isTrue();
    Node receipt = network.last().received("receipt").getFirst();
    assertThat(receipt.has("type", "sender")).isTrue();
    assertThat(receipt.has("to", GROUP.toString())).isTrue();
    assertThat(receipt.has("participant", phone.jid.toString())).isTrue();
    assertThat(receipt.attribute("recipient")).isEmpty();
  }

  @Test
  void whatOnlyOurPhoneMayTellIsDroppedFromAGroupWhoeverSaysIt() {
    Message told =
        Message.newBuilder()
            .setProtocolMessage(
                ProtocolMessage.newBuilder()
                    .setType(ProtocolMessage.Type.APP_STATE_SYNC_KEY_SHARE)
                    .setAppStateSyncKeyShare(AppStateSyncKeyShare.getDefaultInstance()))
            .build();
    for (RemoteDevice sender : List.of(anna, fixture.phone)) {
      Node key = sender.encrypt(TestNetwork.OWN_LID, sender.introduction(GROUP));
      fixture.deliver(stanza("G-" + sender.jid, sender, key, sender.encryptForGroup(GROUP, told)));
    }
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).isEmpty();
    assertThat(fixture.store.list(RecordKind.INBOX)).isEmpty();
  }

  @Test
  void aStatusUpdateIsReadAndRecognised() {
    Jid status = Jid.parse("status@broadcast");
    Node key = anna.encrypt(TestNetwork.OWN_LID, anna.introduction(status));
    fixture.deliver(
        stanza("S1", anna, key, anna.encryptForGroup(status, text("sunny"))).with("from", status));
    ReceivedMessage message = fixture.last(ClientEvent.MessageReceived.class).message();
    assertThat(message.chat().isStatus()).isTrue();
    assertThat(message.text()).isEqualTo("sunny");
  }
}
