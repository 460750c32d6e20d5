package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.ledplatform.fuzz.ErrorLog;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.MalformedNodeException;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.NodeCodec;
import org.ledplatform.whatsapp.node.TokenDictionary;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;

/** A client that is logged in, and a network or a contact that sends it anything. */
class ClientFuzzTest {

  private static final NodeCodec CODEC = new NodeCodec(TokenDictionary.V3);
  private static final PairedClient CLIENT = new PairedClient();

  @BeforeAll
  static void listen() {
    ErrorLog.forget();
  }

  /** The children of the node in the input are the stanzas, one after another. */
  @FuzzTest
  void anyStanzasAreDealtWithOrRefused(byte[] input) {
    Node stanzas;
    try {
      stanzas = CODEC.decode(input);
    } catch (MalformedNodeException _) {
      return;
    }
    ClientFixture fixture = CLIENT.online();
    for (Node stanza : stanzas.children()) {
      if (!fixture.network.last().closed) {
        fixture.deliver(stanza);
      }
    }
    fixture.advance(Duration.ofSeconds(1));
    answersOrHasEnded(fixture);
    fixture.client.disconnect();
    fixture.network.run();
    ErrorLog.requireNone();
  }

  /** The bytes where an encoded stanza is due. */
  @FuzzTest
  void anyBytesInAFrameEndTheConnectionOrNothing(byte[] input) {
    ClientFixture fixture = CLIENT.online();
    fixture.network.last().sendPlain(input);
    fixture.network.run();
    fixture.client.disconnect();
    fixture.network.run();
    ErrorLog.requireNone();
  }

  /** The first byte says who wrote the message that the others are. */
  @FuzzTest
  void anyMessageOfAnybodyIsReadOrRefused(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Message message;
    try {
      message = Message.parseFrom(Arrays.copyOfRange(input, 1, input.length));
    } catch (InvalidProtocolBufferException _) {
      return;
    }
    ClientFixture fixture = CLIENT.online();
    boolean stranger = (input[0] & 1) == 0;
    RemoteDevice sender = stranger ? fixture.anna : fixture.phone;
    byte[] credentials = credentials(fixture);
    fixture.deliver(
        ClientFixture.stanza("F1", sender, sender.encrypt(TestNetwork.OWN_LID, message)));
    assertThat(fixture.network.last().received("ack")).hasSize(1);
    if (stranger) {
      assertThat(credentials(fixture)).isEqualTo(credentials);
    }
    answersOrHasEnded(fixture);
    fixture.client.disconnect();
    fixture.network.run();
    ErrorLog.requireNone();
  }

  /** The bytes where the device identity of a companion is due, beside a good first message. */
  @FuzzTest
  void noCompanionIsHeardUnderBytesThatNobodySigned(byte[] input) {
    ClientFixture fixture = CLIENT.online();
    RemoteDevice desk = fixture.annaDesk;
    Message message = Message.newBuilder().setConversation("let me in").build();
    fixture.deliver(
        ClientFixture.stanza("D1", desk.jid, desk.encrypt(TestNetwork.OWN_LID, message))
            .adding(Node.of("device-identity", input)));
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).isEmpty();
    assertThat(fixture.all(ClientEvent.MessageUndecryptable.class)).hasSize(1);
    assertThat(fixture.store.read(new RecordKey(RecordKind.SIGNAL_SESSION, "100_1.7"))).isEmpty();
    answersOrHasEnded(fixture);
    fixture.client.disconnect();
    fixture.network.run();
    ErrorLog.requireNone();
  }

  private static byte[] credentials(ClientFixture fixture) {
    return fixture.store.read(new RecordKey(RecordKind.CREDENTIALS, "self")).orElseThrow();
  }

  /** A client that is still connected still answers the network's ping. */
  private static void answersOrHasEnded(ClientFixture fixture) {
    ServerEnd end = fixture.network.last();
    if (end.closed) {
      return;
    }
    fixture.deliver(
        Node.of("iq")
            .with("from", Jid.NETWORK)
            .with("type", "get")
            .with("xmlns", "urn:xmpp:ping")
            .with("id", "the-ping"));
    assertThat(end.closed || end.received("iq").stream().anyMatch(n -> n.has("id", "the-ping")))
        .isTrue();
  }
}
