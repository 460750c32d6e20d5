package org.ledplatform.sandbox.phone;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.ledplatform.sandbox.storage.SandboxStorageException;
import org.ledplatform.whatsapp.appstate.AppState;
import org.ledplatform.whatsapp.appstate.AppStateCollection;
import org.ledplatform.whatsapp.appstate.AppStateKeys;
import org.ledplatform.whatsapp.appstate.Mutation;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.AppStateSyncKey;
import org.ledplatform.whatsapp.proto.SyncdPatch;
import org.ledplatform.whatsapp.proto.SyncdRecord;
import org.ledplatform.whatsapp.proto.SyncdSnapshot;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * A phone's side of the app state (protocol §6.9): what it has of each collection, and how it asks
 * the network for more. Used under the phone's lock.
 */
final class PhoneCollections {

  private final PhoneParts parts;
  private final AppState state;

  PhoneCollections(PhoneParts parts) {
    this.parts = parts;
    this.state = new AppState(parts.store(), new AppStateKeys(parts.store()), parts.random());
    keepKey();
  }

  /** Writes on top of what the phone has; false when somebody else wrote first. */
  boolean write(AppStateCollection collection, Mutation mutation) {
    long version = state.version(collection);
    SyncdPatch patch = state.write(collection, List.of(mutation));
    Node answer = ask(collection, version, Node.of("patch", patch.toByteArray()));
    if (answer.child("error").isPresent()) {
      return false;
    }
    SyncdPatch.Builder taken = patch.toBuilder();
    taken.getVersionBuilder().setVersion(version + 1);
    apply(collection, taken.build());
    return true;
  }

  /** Takes in what others wrote. */
  void catchUp(AppStateCollection collection) {
    read(collection, state.version(collection), patch -> {});
  }

  /**
   * Reads all patches behind a version, in order, and takes in those that are new.
   *
   * @throws org.ledplatform.whatsapp.appstate.AppStateException when one does not verify
   */
  void read(AppStateCollection collection, long version, Consumer<SyncdPatch> each) {
    long has = version;
    boolean more = true;
    while (more) {
      Node answer = ask(collection, has);
      for (Node patches : answer.children("patches")) {
        for (Node node : patches.children("patch")) {
          SyncdPatch patch = parse(node.bytes());
          apply(collection, patch);
          each.accept(patch);
          has = patch.getVersion().getVersion();
        }
      }
      more = answer.has("has_more_patches", "true");
    }
  }

  /**
   * A snapshot of what the phone has.
   *
   * @param records all of it
   * @throws org.ledplatform.whatsapp.appstate.AppStateException when that is something else
   */
  SyncdSnapshot snapshot(AppStateCollection collection, List<SyncdRecord> records) {
    return state.snapshot(collection, records);
  }

  private void apply(AppStateCollection collection, SyncdPatch patch) {
    state.apply(collection, patch, patch.getMutationsList());
  }

  private Node ask(AppStateCollection collection, long version, Node... patch) {
    return parts
        .line()
        .ask(
            Node.of(
                    "iq",
                    Node.of(
                        "sync",
                        Node.of("collection", patch)
                            .with("name", collection.text())
                            .with("version", version)))
                .with("to", Jid.NETWORK)
                .with("type", "set")
                .with("xmlns", "w:sync:app:state")
                .with("id", parts.ids().next()))
        .requireChild("sync")
        .requireChild("collection");
  }

  /** The phone writes under the key that it shares with its companions. */
  private void keepKey() {
    AppStateSyncKey key =
        CompanionWelcome.key(
            parts.keys().identity().identityKey(),
            parts.about().getRawId(),
            parts.clock().instant());
    parts
        .store()
        .commit(
            List.of(
                StoreChange.put(
                    RecordKind.APP_STATE_KEY,
                    HexFormat.of().formatHex(key.getKeyId().getKeyId().toByteArray()),
                    key.getKeyData().toByteArray())));
  }

  private static SyncdPatch parse(byte[] bytes) {
    try {
      return SyncdPatch.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new SandboxStorageException("A stored patch cannot be read", e);
    }
  }
}
