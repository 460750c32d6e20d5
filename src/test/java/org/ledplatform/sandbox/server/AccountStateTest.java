package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.phone.VirtualPhone;
import org.ledplatform.whatsapp.appstate.Actions;
import org.ledplatform.whatsapp.appstate.AppState;
import org.ledplatform.whatsapp.appstate.AppStateCollection;
import org.ledplatform.whatsapp.appstate.AppStateEvent;
import org.ledplatform.whatsapp.appstate.AppStateKeys;
import org.ledplatform.whatsapp.appstate.Mutation;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.AppStateSyncKey;
import org.ledplatform.whatsapp.proto.HistorySyncType;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestMessage;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestType;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.proto.SyncdPatch;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** What an account keeps at the server for all of its devices. */
class AccountStateTest {

  private static final String NAME = "critical_block";

  private final SandboxFixture sandbox = new SandboxFixture();
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final AppState state = new AppState(store, new AppStateKeys(store), new SecureRandom());
  private Phone ada;
  private Phone ben;
  private Companion bot;
  private RawClient client;

  @BeforeEach
  void goOnline() {
    ada = sandbox.phone("Ada");
    ben = sandbox.phone("Ben");
    bot = Companion.pair(sandbox, ada.id());
    client = bot.goOnline();
    bot.takeWelcome(client).forEach(this::keepKeys);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void whatThePhoneSetsReachesTheCompanionAndVerifies() throws Exception {
    phone().set(Actions.naming("Ada L.", sandbox.clock().instant()));
    Node told = client.await(n -> n.has("type", "server_sync"));
    assertThat(told.requireChild("collection").attributes())
        .containsEntry("name", NAME)
        .containsEntry("version", "1");

    Node answer = sync(0);
    List<Mutation> mutations = apply(answer.requireChild("patches").requireChild("patch").bytes());
    assertThat(answer.require("version")).isEqualTo("1");
    assertThat(mutations.stream().flatMap(m -> Actions.read(m).stream()))
        .containsExactly(new AppStateEvent.PushNameSet("Ada L."));
    assertThat(sync(1).child("patches")).isEmpty();
  }

  @Test
  void aPatchOnTopOfAnOldVersionIsAConflictAndThePhoneWritesBehindIt() throws Exception {
    Mutation ours = Actions.naming("the bot's wish", sandbox.clock().instant()).mutation();
    byte[] patch = state.write(AppStateCollection.CRITICAL_BLOCK, List.of(ours)).toByteArray();
    assertThat(sync(0, Node.of("patch", patch)).require("version")).isEqualTo("1");
    Node conflict = sync(0, Node.of("patch", patch));
    assertThat(conflict.requireChild("error").require("code")).isEqualTo("409");

    phone().set(Actions.naming("the person's wish", sandbox.clock().instant()));

    List<Node> patches = sync(0).requireChild("patches").children("patch");
    assertThat(patches).hasSize(2);
    apply(patches.getFirst().bytes());
    assertThat(Actions.read(apply(patches.getLast().bytes()).getFirst()))
        .containsExactly(new AppStateEvent.PushNameSet("the person's wish"));
  }

  @Test
  void refusesStrangeCollectionsAndVersions() {
    assertThat(
            client
                .ask(
                    "w:sync:app:state",
                    "set",
                    Node.of("sync", Node.of("collection").with("name", "odd")))
                .has("type", "error"))
        .isTrue();
    assertThat(sync(7).requireChild("error").require("code")).isEqualTo("400");
  }

  @Test
  void whoIsBlockedIsNotHeardAndDoesNotLearnOfIt() {
    block("block");
    Node told = client.ask("blocklist", "get").requireChild("list");
    assertThat(told.children("item")).hasSize(1);
    say("unheard");
    block("unblock");
    say("heard");
    assertThat(bot.decrypt(client.await("message")).getConversation()).isEqualTo("heard");
  }

  @Test
  void aTokenOfTrustIsToldToWhomItIsFor() {
    Companion other = Companion.pair(sandbox, ben.id());
    try (RawClient theirs = other.goOnline()) {
      other.takeWelcome(theirs);
      client.ask(
          "privacy",
          "set",
          Node.of(
              "tokens",
              Node.of("token")
                  .with("jid", ben.jid())
                  .with("t", 5)
                  .with("type", "trusted_contact")));
      Node token = theirs.await(n -> n.has("type", "privacy_token"));
      assertThat(token.require("from")).isEqualTo(ada.jid());
      assertThat(token.requireChild("tokens").requireChild("token").bytes()).hasSize(32);
    }
  }

  @Test
  void aPreKeyIdIsNotUsedForAnotherKey() {
    Node[] upload = bot.upload(1);
    assertThat(client.ask("encrypt", "set", upload).has("type", "result")).isTrue();
    Node key = upload[3].children().getFirst();
    Node other = Node.of("key", key.requireChild("id"), Node.of("value", new byte[32]));
    upload[3] = Node.of("list", other);
    assertThat(client.ask("encrypt", "set", upload).requireChild("error").require("code"))
        .isEqualTo("406");
  }

  @Test
  void theIdOfAPreKeyThatWasGivenOutIsNotUsedForAnotherKey() {
    Node[] upload = bot.upload(1);
    Node key = upload[3].children().getFirst();
    assertThat(client.ask("encrypt", "set", upload).has("type", "result")).isTrue();
    int left = left();
    Node ask = Node.of("key", Node.of("user").with("jid", bot.jid()));
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
    Node[] upload = bot.upload(1);
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
        .setRemoteJid(ben.jid())
        .setFromMe(false)
        .setId(id);
    request.getHistorySyncOnDemandRequestBuilder().setChatJid(ben.jid()).setOldestMsgId(id);
    return ProtocolMessage.newBuilder()
        .setType(ProtocolMessage.Type.PEER_DATA_OPERATION_REQUEST_MESSAGE)
        .setPeerDataOperationRequestMessage(request)
        .build();
  }

  private void peer(ProtocolMessage asked) {
    Message message = Message.newBuilder().setProtocolMessage(asked).build();
    Jid phone = bot.jid().withDevice(0);
    client.send(
        Node.of("message", bot.encrypt(client, phone, message))
            .with("id", "peer" + asked.getType())
            .with("to", phone)
            .with("type", "text")
            .with("category", "peer")
            .adding(Node.of("device-identity", bot.identity())));
  }

  private ProtocolMessage told() {
    return bot.decrypt(client.await(n -> n.has("category", "peer"))).getProtocolMessage();
  }

  private void block(String action) {
    client.ask("blocklist", "set", Node.of("item").with("action", action).with("jid", ben.jid()));
  }

  private void say(String text) {
    sandbox.control().send(SandboxFixture.TENANT, ben.id(), SendRequest.text(ada.jid(), text));
  }

  private VirtualPhone phone() {
    Optional<VirtualPhone> phone = sandbox.network().phones().find(SandboxFixture.TENANT, ada.id());
    return phone.orElseThrow();
  }

  private Node sync(int version, Node... patch) {
    return client
        .ask(
            "w:sync:app:state",
            "set",
            Node.of(
                "sync", Node.of("collection", patch).with("name", NAME).with("version", version)))
        .requireChild("sync")
        .requireChild("collection");
  }

  private List<Mutation> apply(byte[] bytes) throws Exception {
    SyncdPatch patch = SyncdPatch.parseFrom(bytes);
    return state.apply(AppStateCollection.CRITICAL_BLOCK, patch, patch.getMutationsList());
  }

  private void keepKeys(Message message) {
    for (AppStateSyncKey key :
        message.getProtocolMessage().getAppStateSyncKeyShare().getKeysList()) {
      store.commit(
          List.of(
              StoreChange.put(
                  RecordKind.APP_STATE_KEY,
                  HexFormat.of().formatHex(key.getKeyId().getKeyId().toByteArray()),
                  key.getKeyData().toByteArray())));
    }
  }
}
