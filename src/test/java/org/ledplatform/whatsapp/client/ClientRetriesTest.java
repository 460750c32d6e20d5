package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.StoredSession;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;

/** Messages that one side could not read: counted through restarts, in measured steps. */
class ClientRetriesTest {

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;

  @BeforeEach
  void online() {
    fixture.pairAndLogIn();
    send("ID1");
    send("ID2");
    send("ID3");
    network.last().received.clear();
  }

  private void send(String id) {
    fixture.client.send(OutgoingMessage.text(id, fixture.anna.jid, id, Optional.empty()));
    network.run();
  }

  private static Node retry(RemoteDevice from, String id, int count) {
    return Node.of(
            "receipt",
            Node.of("retry").with("count", count).with("id", id).with("t", 1).with("v", 1),
            from.registration())
        .with("id", id)
        .with("type", "retry")
        .with("from", from.jid);
  }

  private void desk(String id, int count, boolean keys) {
    Node receipt = retry(fixture.annaDesk, id, count);
    fixture.deliver(keys ? receipt.adding(fixture.annaDesk.retryKeys()) : receipt);
  }

  private List<Node> again() {
    return network.last().received("message");
  }

  private ByteString baseKey() {
    byte[] stored =
        fixture.store.read(new RecordKey(RecordKind.SIGNAL_SESSION, "100_1.7")).orElseThrow();
    try {
      return StoredSession.parseFrom(stored).getRatchets(0).getBaseKey();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void weAskFiveTimesForOneMessageThroughRestarts() {
    Node good = fixture.text(fixture.anna, "A1", "hello");
    Node bad = good.holding(List.of(good.requireChild("enc").holding(new byte[] {1})));
    int asked = 0;
    for (int i = 0; i < 4; i++) {
      fixture.deliver(bad);
      fixture.deliver(bad);
      asked += network.last().received("receipt").size();
      fixture.restart();
      fixture.connect();
    }
    assertThat(asked).isEqualTo(5);
  }

  @Test
  void aDeviceGetsAMessageThreeTimesThroughRestarts() {
    int sent = 0;
    for (int i = 1; i <= 5; i++) {
      desk("ID1", i, false);
      sent += again().size();
      fixture.restart();
      fixture.connect();
    }
    assertThat(sent).isEqualTo(3);
  }

  @Test
  void answersLeaveAQuarterOfASecondApart() {
    desk("ID1", 1, false);
    desk("ID2", 1, false);
    desk("ID3", 1, false);
    assertThat(again()).hasSize(1);
    fixture.advance(Duration.ofMillis(249));
    assertThat(again()).hasSize(1);
    fixture.advance(Duration.ofMillis(1));
    assertThat(again()).hasSize(2);
    fixture.advance(Duration.ofSeconds(1));
    assertThat(again()).hasSize(3);
  }

  @Test
  void theSessionIsMadeAnewOnceAnHour() {
    ByteString first = baseKey();
    desk("ID1", 2, true);
    ByteString second = baseKey();
    assertThat(second).isNotEqualTo(first);
    fixture.advance(Duration.ofMinutes(1));
    desk("ID2", 2, true);
    assertThat(again()).hasSize(2);
    assertThat(baseKey()).isEqualTo(second);
    for (int i = 0; i < 60; i++) {
      fixture.advance(Duration.ofMinutes(1));
    }
    fixture.advance(Duration.ofSeconds(10));
    desk("ID3", 2, true);
    assertThat(baseKey()).isNotEqualTo(second);
  }

  @Test
  void aDeviceWithAnotherRegistrationIdGetsANewSessionAtOnce() {
    desk("ID1", 2, true);
    ByteString second = baseKey();
    fixture.advance(Duration.ofSeconds(1));
    Node receipt = retry(fixture.annaDesk, "ID2", 1);
    fixture.deliver(
        receipt.holding(
            List.of(
                receipt.requireChild("retry"), Node.of("registration", new byte[] {0, 0, 9, 9}))));
    assertThat(network.last().receivedIqs("encrypt")).anyMatch(iq -> iq.child("key").isPresent());
    assertThat(baseKey()).isNotEqualTo(second);
  }

  @Test
  void aDeviceThatStaysStuckInOneSessionGetsANewOne() {
    ByteString first = baseKey();
    desk("ID1", 2, false);
    assertThat(baseKey()).isEqualTo(first);
    fixture.advance(Duration.ofSeconds(1));
    desk("ID1", 3, false);
    assertThat(baseKey()).isNotEqualTo(first);
    assertThat(again()).hasSize(2);
  }

  @Test
  void aMessageIsNotSentAgainWhereItNeverWas() {
    fixture.deliver(
        retry(fixture.annaDesk, "ID1", 1)
            .with("from", "120363@g.us")
            .with("participant", fixture.annaDesk.jid));
    assertThat(again()).isEmpty();
  }

  @Test
  void unreadableMessagesCostABoundedNumberOfKeys() {
    int before = fixture.store.list(RecordKind.PRE_KEY).size();
    for (int i = 0; i < 150; i++) {
      for (int again = 0; again < 5; again++) {
        Node enc = Node.of("enc", new byte[12]).with("v", "2").with("type", "msg");
        fixture.deliver(ClientFixture.stanza("BAD" + i, fixture.anna, enc));
      }
      if (i == 0) {
        assertThat(fixture.store.list(RecordKind.PRE_KEY)).hasSize(before + 1);
      }
    }
    assertThat(fixture.store.list(RecordKind.PRE_KEY)).hasSize(before + 100);
  }
}
