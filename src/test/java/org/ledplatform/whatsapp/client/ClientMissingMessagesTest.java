package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.HistorySync;
import org.ledplatform.whatsapp.proto.HistorySyncNotification;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestMessage;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestResponseMessage;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestResponseMessage.PeerDataOperationResult;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestResponseMessage.PlaceholderMessageResendResponse;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestType;
import org.ledplatform.whatsapp.proto.PhoneNumberToLidMapping;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.proto.WebMessageInfo;
import org.ledplatform.whatsapp.store.RecordKind;

/** What this device did not get, and what our own phone has of it. */
class ClientMissingMessagesTest {

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;
  private int ids;

  @BeforeEach
  void online() {
    fixture.pairAndLogIn();
    network.last().received.clear();
  }

  private long now() {
    return network.clock.instant().getEpochSecond();
  }

  private Node broken(Node good) {
    byte[] bytes = good.requireChild("enc").bytes().clone();
    bytes[bytes.length - 1] ^= 1;
    return good.holding(List.of(good.requireChild("enc").holding(bytes))).with("t", now());
  }

  private void unavailable(String id, String type, long at) {
    fixture.deliver(
        Node.of("message", Node.of("unavailable").with("type", type))
            .with("id", id)
            .with("from", "100@lid")
            .with("type", "text")
            .with("t", at));
  }

  private List<PeerDataOperationRequestMessage> requests() {
    return network.last().received("message").stream()
        .filter(n -> n.has("category", "peer"))
        .map(n -> fixture.phone.decrypt(TestNetwork.OWN_LID, n.requireChild("enc")))
        .map(m -> m.getProtocolMessage().getPeerDataOperationRequestMessage())
        .toList();
  }

  private List<String> requestedIds() {
    return requests().stream()
        .map(r -> r.getPlaceholderMessageResendRequest(0).getMessageKey().getId())
        .toList();
  }

  private void phoneAnswers(String id, Message content) {
    WebMessageInfo info =
        WebMessageInfo.newBuilder()
            .setKey(MessageKey.newBuilder().setRemoteJid("100@lid").setId(id))
            .setMessage(content)
            .setMessageTimestamp(now())
            .build();
    var response =
        PlaceholderMessageResendResponse.newBuilder().setWebMessageInfoBytes(info.toByteString());
    fixture.phoneSays(
        "P" + ids++,
        ProtocolMessage.newBuilder()
            .setType(ProtocolMessage.Type.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE)
            .setPeerDataOperationRequestResponseMessage(
                PeerDataOperationRequestResponseMessage.newBuilder()
                    .setPeerDataOperationRequestType(
                        PeerDataOperationRequestType.PLACEHOLDER_MESSAGE_RESEND)
                    .addPeerDataOperationResult(
                        PeerDataOperationResult.newBuilder()
                            .setPlaceholderMessageResendResponse(response)))
            .build());
  }

  @Test
  void aMessageThatStaysUnreadableIsAskedFromOurPhoneOnceAndArrivesOnce() {
    Node good = fixture.text(fixture.anna, "A1", "hello");
    fixture.deliver(broken(good));
    fixture.deliver(broken(good));
    fixture.advance(Duration.ofSeconds(4));
    assertThat(network.last().received("message")).isEmpty();
    fixture.advance(Duration.ofSeconds(2));
    fixture.advance(Duration.ofSeconds(20));
    assertThat(requestedIds()).containsExactly("A1");
    Message content = Message.newBuilder().setConversation("hello").build();
    phoneAnswers("A1", content);
    phoneAnswers("A1", content);
    fixture.deliver(good);
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).hasSize(1);
    assertThat(fixture.last(ClientEvent.MessageReceived.class).message().text()).isEqualTo("hello");
    assertThat(fixture.client.unsettled()).hasSize(1);
  }

  @Test
  void aMessageThatComesByItselfIsNotAskedFor() {
    Node good = fixture.text(fixture.anna, "A1", "hello");
    fixture.deliver(broken(good));
    fixture.deliver(good);
    fixture.advance(Duration.ofSeconds(10));
    assertThat(network.last().received("message")).isEmpty();
  }

  @Test
  void whatWasNotEncryptedForUsIsToldAndAskedForWhereThatIsAllowed() {
    unavailable("U1", "", now());
    unavailable("U2", "view_once", now());
    unavailable("U3", "hosted_unavailable_fanout", now());
    unavailable("U4", "", now() - Duration.ofDays(15).toSeconds());
    fixture.advance(Duration.ofSeconds(3));
    assertThat(fixture.all(AccountEvent.MessageUnavailable.class))
        .extracting(AccountEvent.MessageUnavailable::id)
        .containsExactly("U1", "U2", "U3", "U4");
    assertThat(requestedIds()).containsExactly("U1");
    assertThat(network.last().received("ack")).hasSize(4);
  }

  @Test
  void whatOnlyOurPhoneMaySayIsNotTakenFromAMessageThatItSendsAgain() {
    phoneAnswers(
        "A9",
        Message.newBuilder()
            .setProtocolMessage(
                ProtocolMessage.newBuilder()
                    .setType(ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION))
            .build());
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).isEmpty();
  }

  @Test
  void historyIsReadAndItsAddressesAreLearned() throws IOException {
    HistorySync sync =
        HistorySync.newBuilder()
            .addPhoneNumberToLidMappings(
                PhoneNumberToLidMapping.newBuilder()
                    .setPnJid("49155@s.whatsapp.net")
                    .setLidJid("555@lid"))
            .build();
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(zipped)) {
      sync.writeTo(deflater);
    }
    fixture.phoneSays("H1", history(ByteString.copyFrom(zipped.toByteArray())));
    assertThat(fixture.last(AccountEvent.HistoryRead.class).progress()).isEqualTo(40);
    assertThat(fixture.store.list(RecordKind.LID_MAPPING))
        .anyMatch(r -> r.name().equals("555@lid"));
    assertThat(fixture.store.list(RecordKind.PEER_NOTICE)).isEmpty();
    fixture.phoneSays("H2", history(ByteString.copyFromUtf8("no zlib")));
    assertThat(fixture.all(AccountEvent.HistoryRead.class)).hasSize(1);
    assertThat(fixture.store.list(RecordKind.PEER_NOTICE)).isEmpty();
  }

  private static ProtocolMessage history(ByteString payload) {
    return ProtocolMessage.newBuilder()
        .setType(ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION)
        .setHistorySyncNotification(
            HistorySyncNotification.newBuilder()
                .setProgress(40)
                .setInitialHistBootstrapInlinePayload(payload))
        .build();
  }

  @Test
  void olderMessagesAreAskedFromOurPhone() {
    fixture
        .client
        .account()
        .requestHistory(
            MessageName.inChat(Jid.parse("100@lid"), false, "OLD"), network.clock.instant(), 9999);
    network.run();
    PeerDataOperationRequestMessage request = requests().getFirst();
    assertThat(request.getPeerDataOperationRequestType())
        .isEqualTo(PeerDataOperationRequestType.HISTORY_SYNC_ON_DEMAND);
    assertThat(request.getHistorySyncOnDemandRequest().getOldestMsgId()).isEqualTo("OLD");
    assertThat(request.getHistorySyncOnDemandRequest().getOnDemandMsgCount()).isEqualTo(500);
  }
}
