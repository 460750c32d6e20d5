package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Conversation;
import org.ledplatform.whatsapp.proto.HistorySync;
import org.ledplatform.whatsapp.proto.HistorySyncNotification;
import org.ledplatform.whatsapp.proto.ProtocolMessage;

/** Tokens of trust on the wire: theirs go along, ours are given. */
class TrustExchangeTest {

  private static final Jid ANNA = Jid.parse("100@lid");
  private static final Jid ANNA_PHONE = Jid.parse("49100@s.whatsapp.net");
  private static final byte[] TOKEN = {1, 2, 3};

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;

  @BeforeEach
  void online() {
    fixture.pairAndLogIn();
    network.last().received.clear();
  }

  private void annaTrustsUs() {
    fixture.deliver(
        Node.of("notification", Node.of("tokens", token()))
            .with("id", "T1")
            .with("from", ANNA_PHONE)
            .with("sender_lid", ANNA)
            .with("type", "privacy_token"));
  }

  private Node token() {
    return Node.of("token", TOKEN)
        .with("jid", TestNetwork.OWN.withoutDevice())
        .with("t", network.clock.instant().getEpochSecond())
        .with("type", "trusted_contact");
  }

  private Node send(String id) {
    fixture.client.send(OutgoingMessage.text(id, ANNA, "hello", Optional.empty()));
    network.run();
    return network.last().received("message").stream()
        .filter(m -> m.has("id", id))
        .toList()
        .getLast();
  }

  private static Optional<byte[]> shown(Node stanza) {
    return stanza.child("tctoken").map(Node::bytes);
  }

  private List<Node> given() {
    return network.last().receivedIqs("privacy").stream()
        .map(iq -> iq.requireChild("tokens").requireChild("token"))
        .toList();
  }

  private void reconnect() {
    fixture.restart();
    fixture.connect();
    network.last().received.clear();
  }

  @Test
  void aTokenIsKeptBeforeItIsAcknowledgedAndGoesAlongAlsoAfterARestart() {
    assertThat(shown(send("M1"))).isEmpty();
    annaTrustsUs();
    assertThat(network.last().received("ack").getLast().has("type", "privacy_token")).isTrue();
    assertThat(shown(send("M2"))).contains(TOKEN);
    reconnect();
    assertThat(shown(send("M3"))).contains(TOKEN);
    network.clock.advance(Duration.ofDays(30));
    reconnect();
    assertThat(shown(send("M4"))).isEmpty();
  }

  @Test
  void itGoesAlongWithSubscriptionsAndQuestionsForPictures() {
    annaTrustsUs();
    fixture.client.manners().watch(ANNA_PHONE);
    fixture.client.pictures().find(ANNA, ProfilePictures.Size.PREVIEW);
    network.run();
    assertThat(shown(network.last().received("presence").getLast())).contains(TOKEN);
    Node asked = network.last().receivedIqs("w:profile:picture").getLast();
    assertThat(shown(asked.requireChild("picture"))).contains(TOKEN);
  }

  @Test
  void ourOwnDevicesAndOnesThatAskAgainGetNone() {
    annaTrustsUs();
    fixture
        .client
        .account()
        .requestHistory(MessageName.inChat(ANNA, false, "OLD"), network.clock.instant(), 5);
    Jid own = TestNetwork.OWN_LID.withoutDevice();
    fixture.client.send(OutgoingMessage.text("S1", own, "to myself", Optional.empty()));
    network.run();
    assertThat(network.last().received("message"))
        .isNotEmpty()
        .noneMatch(m -> m.child("tctoken").isPresent());
    assertThat(given()).isEmpty();
  }

  @Test
  void oursIsGivenAfterTheMessageOnceInAWeek() {
    send("M1");
    send("M2");
    assertThat(given()).hasSize(1);
    assertThat(given().getFirst().attributes())
        .containsEntry("jid", ANNA.toString())
        .containsEntry("type", "trusted_contact")
        .containsEntry("t", Long.toString(network.clock.instant().getEpochSecond()));
    List<Node> stanzas = network.last().received;
    int message = stanzas.indexOf(network.last().received("message").getFirst());
    int iq = stanzas.indexOf(network.last().receivedIqs("privacy").getFirst());
    assertThat(message).isLessThan(iq);
    reconnect();
    send("M3");
    assertThat(given()).isEmpty();
    network.clock.advance(Duration.ofDays(7));
    reconnect();
    send("M4");
    assertThat(given()).hasSize(1);
  }

  @Test
  void aTokenInTheAnswerIsTheirs() {
    network.answers.put("privacy", _ -> Node.of("tokens", token()));
    send("M1");
    assertThat(shown(send("M2"))).contains(TOKEN);
  }

  @Test
  void whoSetsUpTheirPhoneAnewGetsOursAgainAsOldAsItWas() {
    send("M1");
    String at = given().getFirst().require("t");
    network.clock.advance(Duration.ofDays(1));
    reconnect();
    identityChanges(ANNA);
    assertThat(given()).hasSize(1);
    assertThat(given().getFirst().require("t")).isEqualTo(at);
    identityChanges(Jid.parse("300@lid"));
    assertThat(given()).hasSize(1);
  }

  private void identityChanges(Jid person) {
    fixture.deliver(
        Node.of("notification", Node.of("identity"))
            .with("id", "I1")
            .with("from", person)
            .with("type", "encrypt"));
  }

  @Test
  void aNetworkThatDoesNotAnswerIsAskedAgainWithALaterMessage() {
    network.silent.add("privacy");
    send("M1");
    send("M2");
    assertThat(given()).hasSize(1);
    fixture.advance(Duration.ofMinutes(2));
    send("M3");
    assertThat(given()).hasSize(2);
  }

  @Test
  void aNetworkThatRefusesOursIsNotAskedWithEachMessage() {
    network.refused.add("privacy");
    send("M1");
    send("M2");
    assertThat(given()).hasSize(1);
  }

  @Test
  void theHistoryBringsThemToo() throws IOException {
    Instant now = network.clock.instant();
    HistorySync sync =
        HistorySync.newBuilder()
            .addConversations(
                Conversation.newBuilder()
                    .setId(ANNA.toString())
                    .setTcToken(ByteString.copyFrom(TOKEN))
                    .setTcTokenTimestamp(now.getEpochSecond())
                    .setTcTokenSenderTimestamp(now.getEpochSecond()))
            .build();
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(zipped)) {
      sync.writeTo(deflater);
    }
    fixture.phoneSays(
        "H1",
        ProtocolMessage.newBuilder()
            .setType(ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION)
            .setHistorySyncNotification(
                HistorySyncNotification.newBuilder()
                    .setInitialHistBootstrapInlinePayload(
                        ByteString.copyFrom(zipped.toByteArray())))
            .build());
    assertThat(shown(send("M1"))).contains(TOKEN);
    assertThat(given()).isEmpty();
    assertThat(fixture.history).hasSize(1);
  }
}
