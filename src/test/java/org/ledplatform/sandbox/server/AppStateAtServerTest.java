package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.phone.VirtualPhone;
import org.ledplatform.whatsapp.appstate.Actions;
import org.ledplatform.whatsapp.appstate.AppState;
import org.ledplatform.whatsapp.appstate.AppStateCollection;
import org.ledplatform.whatsapp.appstate.AppStateEvent;
import org.ledplatform.whatsapp.appstate.AppStateKeys;
import org.ledplatform.whatsapp.appstate.Mutation;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.AppStateSyncKey;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.SyncdPatch;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** App state at the server: a phone and its companion write it in turn. */
class AppStateAtServerTest extends CompanionOnline {

  private static final String NAME = "critical_block";

  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final AppState state = new AppState(store, new AppStateKeys(store), new SecureRandom());

  @BeforeEach
  void keepKeys() {
    welcome.forEach(this::keepKeysOf);
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

  private void keepKeysOf(Message message) {
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
