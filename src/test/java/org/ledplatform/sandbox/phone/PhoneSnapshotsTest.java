package org.ledplatform.sandbox.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import java.time.Instant;
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
import org.ledplatform.sandbox.media.MediaSettings;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.whatsapp.appstate.Actions;
import org.ledplatform.whatsapp.appstate.AppState;
import org.ledplatform.whatsapp.appstate.AppStateCollection;
import org.ledplatform.whatsapp.appstate.AppStateEvent;
import org.ledplatform.whatsapp.appstate.AppStateKeys;
import org.ledplatform.whatsapp.appstate.Mutation;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.AppStateSyncKey;
import org.ledplatform.whatsapp.proto.ExternalBlobReference;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.SyncdPatch;
import org.ledplatform.whatsapp.proto.SyncdSnapshot;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** Snapshots of the app state, made by the phone and kept as files at the hosts (protocol §6.9). */
class PhoneSnapshotsTest {

  private static final AppStateCollection NAMES = AppStateCollection.CRITICAL_BLOCK;
  private static final AppStateCollection MUTES = AppStateCollection.REGULAR_HIGH;

  private final MemorySandboxStorage storage = new MemorySandboxStorage();
  private final SandboxFixture sandbox = new SandboxFixture(storage);
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final AppState state = new AppState(store, new AppStateKeys(store), new SecureRandom());
  private Phone ada;
  private RawClient client;

  @BeforeEach
  void goOnline() throws Exception {
    sandbox.network().media().open(MediaSettings.LOCAL);
    ada = sandbox.phone("Ada");
    Companion companion = Companion.pair(sandbox, ada.id());
    client = companion.goOnline();
    companion.takeWelcome(client).forEach(this::keepKeys);
  }

  @AfterEach
  void close() {
    client.close();
    sandbox.close();
  }

  @Test
  void whoBeginsGetsASnapshotAndThePatchesBehindIt() throws Exception {
    for (int i = 1; i <= PhoneSnapshots.DUE; i++) {
      mute(i, true);
    }
    mute(1, false);
    Node answer = sync(MUTES, 0);
    SyncdSnapshot snapshot = opened(answer);
    assertThat(snapshot.getVersion().getVersion()).isEqualTo(PhoneSnapshots.DUE);
    assertThat(state.apply(MUTES, snapshot)).hasSize(PhoneSnapshots.DUE);

    List<Node> patches = answer.requireChild("patches").children("patch");
    assertThat(patches).hasSize(1);
    assertThat(Actions.read(apply(MUTES, patches.getFirst().bytes()).getFirst()))
        .containsExactly(new AppStateEvent.ChatMuted(chat(1), false, Optional.empty()));
    assertThat(answer.require("version")).isEqualTo(Integer.toString(PhoneSnapshots.DUE + 1));
    assertThat(storage.list(Table.APP_STATES, "")).as("older patches are dropped").hasSize(1);
    assertThat(sync(MUTES, PhoneSnapshots.DUE).child("snapshot")).isEmpty();
    assertThat(sync(MUTES, 5).child("snapshot")).as("those behind 5 are gone").isPresent();
    try (SandboxFixture afterACrash = new SandboxFixture(storage)) {
      assertThat(
              afterACrash
                  .network()
                  .server()
                  .patchesBehindSnapshot(Jid.parse(ada.jid()).user(), MUTES.text()))
          .isEqualTo(1);
    }
  }

  @Test
  void theNextSnapshotContinuesFromTheLastAndHoldsEachRecordOnce() throws Exception {
    for (int i = 1; i <= 2 * PhoneSnapshots.DUE; i++) {
      phone().set(Actions.naming("name " + i, now()));
    }
    List<Mutation> mutations = state.apply(NAMES, opened(sync(NAMES, 0)));
    assertThat(mutations.stream().flatMap(m -> Actions.read(m).stream()))
        .containsExactly(new AppStateEvent.PushNameSet("name " + 2 * PhoneSnapshots.DUE));
    assertThat(state.version(NAMES)).isEqualTo(2 * PhoneSnapshots.DUE);
  }

  @Test
  void fewLargePatchesAreReplacedBeforeTheyFillWhatTheAccountMayHave() throws Exception {
    for (int i = 1; i < PhoneSnapshots.DUE; i++) {
      phone().set(Actions.naming("x".repeat(20_000) + i, now()));
    }
    assertThat(sync(NAMES, 0).child("snapshot")).isPresent();
  }

  @Test
  void whatACompanionWroteIsInItToo() throws Exception {
    for (int i = 1; i < PhoneSnapshots.DUE; i++) {
      phone().set(Actions.naming("name " + i, now()));
    }
    sync(NAMES, 0).requireChild("patches").children("patch").forEach(p -> apply(NAMES, p.bytes()));
    Mutation ours = Actions.naming("the companion's", now()).mutation();
    byte[] patch = state.write(NAMES, List.of(ours)).toByteArray();
    sync(NAMES, PhoneSnapshots.DUE - 1, Node.of("patch", patch));

    await().until(() -> sync(NAMES, 0).child("snapshot").isPresent());
    state.reset(NAMES);
    assertThat(
            state.apply(NAMES, opened(sync(NAMES, 0))).stream()
                .flatMap(m -> Actions.read(m).stream()))
        .containsExactly(new AppStateEvent.PushNameSet("the companion's"));
  }

  @Test
  void aFileThatTheHostsLostComesBack() throws Exception {
    for (int i = 1; i <= PhoneSnapshots.DUE; i++) {
      phone().set(Actions.naming("name " + i, now()));
    }
    String lost = place(sync(NAMES, 0)).getDirectPath();
    sandbox.network().media().expire(lost);
    await().until(() -> !place(sync(NAMES, 0)).getDirectPath().equals(lost));
    assertThat(state.apply(NAMES, opened(sync(NAMES, 0)))).hasSize(1);
  }

  @Test
  void withoutMediaHostsThePatchesStay() {
    sandbox.network().media().close();
    for (int i = 1; i <= PhoneSnapshots.DUE; i++) {
      phone().set(Actions.naming("name " + i, now()));
    }
    Node answer = sync(NAMES, 0);
    assertThat(answer.child("snapshot")).isEmpty();
    assertThat(answer.requireChild("patches").children("patch")).hasSize(PhoneSnapshots.DUE);
  }

  @Test
  void endsWithItsKeys() throws Exception {
    for (int i = 1; i <= PhoneSnapshots.DUE; i++) {
      phone().set(Actions.naming("name " + i, now()));
    }
    sandbox
        .control()
        .faults()
        .put(
            SandboxFixture.TENANT,
            "{\"faults\":[{\"fault\":\"new_identity\",\"to\":{\"phone\":\"" + ada.id() + "\"}}]}");
    assertThat(storage.list(Table.APP_SNAPSHOTS, "")).isEmpty();
    assertThat(storage.list(Table.PHONE_SNAPSHOTS, "")).isEmpty();
    phone().set(Actions.naming("anew", now()));
    assertThat(storage.list(Table.APP_STATES, "")).hasSize(1);
  }

  private void mute(int chat, boolean muted) {
    phone().set(Actions.muting(chat(chat), muted, Optional.empty(), now()));
  }

  private static Jid chat(int number) {
    return Jid.parse(15550001000L + number + "@s.whatsapp.net");
  }

  private Instant now() {
    return sandbox.clock().instant();
  }

  private VirtualPhone phone() {
    return sandbox.network().phones().find(SandboxFixture.TENANT, ada.id()).orElseThrow();
  }

  private static ExternalBlobReference place(Node answer) throws Exception {
    return ExternalBlobReference.parseFrom(answer.requireChild("snapshot").bytes());
  }

  private SyncdSnapshot opened(Node answer) throws Exception {
    ExternalBlobReference place = place(answer);
    MediaReference file =
        new MediaReference(
            MediaKind.APP_STATE,
            "",
            place.getDirectPath(),
            place.getMediaKey().toByteArray(),
            place.getFileSha256().toByteArray(),
            place.getFileEncSha256().toByteArray(),
            place.getFileSizeBytes(),
            Instant.EPOCH);
    return SyncdSnapshot.parseFrom(
        sandbox.network().media().forPhones(SandboxFixture.TENANT).download(file));
  }

  private Node sync(AppStateCollection collection, int version, Node... patch) {
    return client
        .ask(
            "w:sync:app:state",
            "set",
            Node.of(
                "sync",
                Node.of("collection", patch)
                    .with("name", collection.text())
                    .with("version", version)
                    .with("return_snapshot", version == 0 ? "true" : "false")))
        .requireChild("sync")
        .requireChild("collection");
  }

  private List<Mutation> apply(AppStateCollection collection, byte[] bytes) {
    try {
      SyncdPatch patch = SyncdPatch.parseFrom(bytes);
      return state.apply(collection, patch, patch.getMutationsList());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
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
