package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.HistorySyncType;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestMessage;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestType;
import org.ledplatform.whatsapp.proto.ProtocolMessage;

/** What an account keeps at the server for all of its devices. */
class AccountStateTest extends CompanionOnline {

  @Test
  void whoIsBlockedIsNotHeardAndDoesNotLearnOfIt() {
    block("block");
    Node told = client.ask("blocklist", "get").requireChild("list");
    assertThat(told.children("item")).hasSize(1);
    say("unheard");
    block("unblock");
    say("heard");
    assertThat(companion.decrypt(client.await("message")).getConversation()).isEqualTo("heard");
  }

  @Test
  void aTokenOfTrustIsToldToWhomItIsFor() {
    Companion other = Companion.pair(sandbox, bob.id());
    try (RawClient theirs = other.goOnline()) {
      other.takeWelcome(theirs);
      client.ask(
          "privacy",
          "set",
          Node.of(
              "tokens",
              Node.of("token")
                  .with("jid", bob.jid())
                  .with("t", 5)
                  .with("type", "trusted_contact")));
      Node token = theirs.await(n -> n.has("type", "privacy_token"));
      assertThat(token.require("from")).isEqualTo(ada.jid());
      assertThat(token.requireChild("tokens").requireChild("token").bytes()).hasSize(40);
    }
  }

  @Test
  void aPreKeyIdIsNotUsedForAnotherKey() {
    Node[] upload = companion.upload(1);
    assertThat(client.ask("encrypt", "set", upload).has("type", "result")).isTrue();
    Node key = upload[3].children().getFirst();
    Node other = Node.of("key", key.requireChild("id"), Node.of("value", new byte[32]));
    upload[3] = Node.of("list", other);
    assertThat(client.ask("encrypt", "set", upload).requireChild("error").require("code"))
        .isEqualTo("406");
  }

  @Test
  void theIdOfAPreKeyThatWasGivenOutIsNotUsedForAnotherKey() {
    Node[] upload = companion.upload(1);
    Node key = upload[3].children().getFirst();
    assertThat(client.ask("encrypt", "set", upload).has("type", "result")).isTrue();
    int left = left();
    Node ask = Node.of("key", Node.of("user").with("jid", companion.jid()));
    for (int i = 0; i < left; i++) {
      client.ask("encrypt", "get", ask);
    }
    assertThat(left()).isZero();

    assertThat(client.ask("encrypt", "set", upload).has("type", "result")).isTrue();
    assertThat(left()).as("a key that was given out is not given again").isZero();
    upload[3] =
        Node.of("list", Node.of("key", key.requireChild("id"), Node.of("value", new byte[32])));
    assertThat(code(client.ask("encrypt", "set", upload))).isEqualTo("406");
  }

  @Test
  void aSignedPreKeyMustBeSignedByTheDevice() {
    Node[] upload = companion.upload(1);
    Node right = upload[4];
    byte[] signature = right.requireChild("signature").bytes().clone();
    signature[5] ^= 1;
    upload[4] =
        Node.of(
            "skey",
            right.requireChild("id"),
            right.requireChild("value"),
            Node.of("signature", signature));
    int before = left();

    assertThat(code(client.ask("encrypt", "set", upload))).isEqualTo("406");
    assertThat(code(client.ask("encrypt", "set", Node.of("rotate", upload[4])))).isEqualTo("406");
    assertThat(left()).isEqualTo(before);
    assertThat(client.ask("encrypt", "set", Node.of("rotate", right)).has("type", "result"))
        .isTrue();
  }

  private int left() {
    Node count = client.ask("encrypt", "get", Node.of("count")).requireChild("count");
    return Integer.parseInt(count.require("value"));
  }

  private static String code(Node refusal) {
    return refusal.requireChild("error").require("code");
  }

  @Test
  void thePhoneAnswersWhatItsCompanionAsksFor() {
    say("first");
    say("second");
    client.await("message");
    String lost = client.await("message").require("id");
    sandbox.shows(ada, 2);

    peer(
        ProtocolMessage.newBuilder()
            .setType(ProtocolMessage.Type.APP_STATE_SYNC_KEY_REQUEST)
            .build());
    assertThat(told().getAppStateSyncKeyShare().getKeysCount()).isEqualTo(1);

    peer(request(PeerDataOperationRequestType.PLACEHOLDER_MESSAGE_RESEND, lost));
    var results = told().getPeerDataOperationRequestResponseMessage();
    assertThat(results.getPeerDataOperationResultCount()).isEqualTo(1);
    assertThat(
            results
                .getPeerDataOperationResult(0)
                .getPlaceholderMessageResendResponse()
                .getWebMessageInfoBytes()
                .toStringUtf8())
        .contains("second");

    peer(request(PeerDataOperationRequestType.HISTORY_SYNC_ON_DEMAND, lost));
    assertThat(told().getHistorySyncNotification().getSyncType())
        .isEqualTo(HistorySyncType.ON_DEMAND);
  }

  private ProtocolMessage request(PeerDataOperationRequestType type, String id) {
    var request =
        PeerDataOperationRequestMessage.newBuilder().setPeerDataOperationRequestType(type);
    request
        .addPlaceholderMessageResendRequestBuilder()
        .getMessageKeyBuilder()
        .setRemoteJid(bob.jid())
        .setFromMe(false)
        .setId(id);
    request.getHistorySyncOnDemandRequestBuilder().setChatJid(bob.jid()).setOldestMsgId(id);
    return ProtocolMessage.newBuilder()
        .setType(ProtocolMessage.Type.PEER_DATA_OPERATION_REQUEST_MESSAGE)
        .setPeerDataOperationRequestMessage(request)
        .build();
  }

  private void peer(ProtocolMessage asked) {
    Message message = Message.newBuilder().setProtocolMessage(asked).build();
    Jid phone = companion.jid().withDevice(0);
    client.send(
        Node.of("message", companion.encrypt(client, phone, message))
            .with("id", "peer" + asked.getType())
            .with("to", phone)
            .with("type", "text")
            .with("category", "peer")
            .adding(Node.of("device-identity", companion.identity())));
  }

  private ProtocolMessage told() {
    return companion.decrypt(client.await(n -> n.has("category", "peer"))).getProtocolMessage();
  }

  private void block(String action) {
    client.ask("blocklist", "set", Node.of("item").with("action", action).with("jid", bob.jid()));
  }

  private void say(String text) {
    send(bob, SendRequest.text(ada.jid(), text));
  }
}
