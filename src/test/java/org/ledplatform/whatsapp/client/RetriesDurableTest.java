package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.whatsapp.client.GroupFixture.GROUP;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** Requests for messages that were acknowledged: no end of anything loses one. */
class RetriesDurableTest {

  private final GroupFixture group = new GroupFixture();
  private final ClientFixture fixture = group.fixture;
  private final TestNetwork network = fixture.network;

  @BeforeEach
  void send() {
    for (String id : List.of("ID1", "ID2", "ID3")) {
      fixture.client.send(OutgoingMessage.text(id, fixture.anna.jid, id, Optional.empty()));
    }
    network.run();
    network.last().received.clear();
  }

  private static Node retry(RemoteDevice from, String id) {
    return Node.of(
            "receipt",
            Node.of("retry").with("count", 1).with("id", id).with("t", 1234).with("v", 1),
            from.registration())
        .with("id", id)
        .with("type", "retry")
        .with("from", from.jid);
  }

  private void ask(String id) {
    fixture.deliver(retry(fixture.annaDesk, id));
  }

  private List<String> again() {
    return network.last().received("message").stream().map(n -> n.require("id")).toList();
  }

  private void seconds(int count) {
    for (int i = 0; i < count; i++) {
      fixture.advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void threeRequestsAtOnceAreAllAnsweredThoughTheConnectionEnds() {
    ask("ID1");
    ask("ID2");
    ask("ID3");
    assertThat(again()).containsExactly("ID1");
    assertThat(network.last().received("ack")).hasSize(3);
    network.last().close();
    network.run();
    for (int i = 0; i < 60 && fixture.all(ClientEvent.Online.class).size() < 2; i++) {
      seconds(1);
    }
    seconds(2);
    assertThat(again()).containsExactly("ID2", "ID3");
    assertThat(fixture.store.list(RecordKind.RETRY_WAITING)).isEmpty();
  }

  @Test
  void aProcessThatEndsAnswersAfterItsNextStart() {
    ask("ID1");
    ask("ID2");
    fixture.restart();
    fixture.connect();
    seconds(1);
    assertThat(again()).containsExactly("ID2");
    fixture.restart();
    fixture.connect();
    seconds(1);
    assertThat(again()).isEmpty();
  }

  @Test
  void aDeviceWhoseOtherAddressIsLearnedMeanwhileIsAnsweredOnce() {
    Jid byPhone = Jid.parse("49151:7@s.whatsapp.net");
    fixture.deliver(retry(fixture.annaDesk, "ID1"));
    fixture.deliver(retry(fixture.annaDesk, "ID2").with("from", byPhone));
    fixture.deliver(
        fixture.text(fixture.anna, "A1", "hello").with("sender_pn", "49151@s.whatsapp.net"));
    seconds(5);
    assertThat(again()).containsExactly("ID1", "ID2");
    assertThat(fixture.store.list(RecordKind.RETRY_WAITING)).isEmpty();
  }

  @Test
  void keysThatTheNetworkDoesNotGiveAreAskedForAgain() {
    fixture.client.send(OutgoingMessage.text("ID4", fixture.anna.jid, "four", Optional.empty()));
    network.run();
    endSessions();
    network.last().received.clear();
    network.answers.put("encrypt", iq -> Node.of("nothing"));
    ask("ID4");
    assertThat(again()).isEmpty();
    assertThat(network.last().received("ack")).hasSize(1);
    network.answers.clear();
    seconds(40);
    assertThat(again()).containsExactly("ID4");
    assertThat(fixture.store.list(RecordKind.RETRY_WAITING)).isEmpty();
  }

  private void endSessions() {
    for (var record : fixture.store.list(RecordKind.SIGNAL_SESSION)) {
      fixture.store.commit(List.of(StoreChange.remove(RecordKind.SIGNAL_SESSION, record.name())));
    }
  }

  @Test
  void aGroupThatTheNetworkDoesNotTellIsAskedForAgain() {
    group.send("M1", "one");
    network.last().received.clear();
    fixture.store.commit(List.of(StoreChange.remove(RecordKind.GROUP, GROUP.toString())));
    network.answers.put("w:g2", iq -> Node.of("nothing"));
    fixture.deliver(
        retry(group.bert, "M1").with("from", GROUP).with("participant", group.bert.jid));
    assertThat(again()).isEmpty();
    network.answers.clear();
    seconds(40);
    assertThat(again()).containsExactly("M1");
  }

  @Test
  void whatIsADayOldIsForgotten() {
    ask("ID1");
    ask("ID2");
    fixture.client.disconnect();
    network.run();
    network.clock.advance(Duration.ofHours(25));
    fixture.client = fixture.newClient();
    fixture.connect();
    seconds(2);
    assertThat(again()).isEmpty();
    assertThat(fixture.store.list(RecordKind.RETRY_WAITING)).isEmpty();
  }

  @Test
  void whatIsDamagedOrTooLongIsLeft() {
    fixture.store.commit(
        List.of(StoreChange.put(RecordKind.RETRY_WAITING, "x|ID1", new byte[] {1, 2})));
    fixture.restart();
    fixture.connect();
    assertThat(fixture.store.list(RecordKind.RETRY_WAITING)).isEmpty();
    fixture.deliver(retry(fixture.annaDesk, "ID1").adding(Node.of("more", new byte[20_000])));
    assertThat(again()).isEmpty();
    assertThat(fixture.store.list(RecordKind.RETRY_WAITING)).isEmpty();
    ask("ID1");
    assertThat(again()).containsExactly("ID1");
  }

  @Test
  void onlyFiveHundredWait() {
    for (int i = 0; i < 520; i++) {
      network.last().send(retry(fixture.annaDesk, "UNKNOWN" + i));
    }
    network.run();
    assertThat(fixture.store.list(RecordKind.RETRY_WAITING).size()).isBetween(500, 512);
    seconds(140);
    assertThat(fixture.store.list(RecordKind.RETRY_WAITING)).isEmpty();
  }

  @Test
  void theAnswerNamesWhenItWasSentAndToOurOwnDeviceTheChat() {
    ask("ID1");
    Node toAnna = network.last().received("message").getLast();
    assertThat(toAnna.has("t", "1234")).isTrue();
    assertThat(toAnna.attribute("recipient")).isEmpty();
    seconds(1);
    fixture.deliver(retry(fixture.phone, "ID2").with("recipient", fixture.anna.jid));
    Node toPhone = network.last().received("message").getLast();
    assertThat(toPhone.requireJid("to")).isEqualTo(Jid.parse("900@lid"));
    assertThat(toPhone.has("recipient", fixture.anna.jid.toString())).isTrue();
    Message wrapped = fixture.phone.decrypt(TestNetwork.OWN_LID, toPhone.requireChild("enc"));
    assertThat(wrapped.getDeviceSentMessage().getDestinationJid())
        .isEqualTo(fixture.anna.jid.toString());
  }
}
