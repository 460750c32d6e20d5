package org.ledplatform.sandbox.phone;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HexFormat;
import java.util.List;
import org.ledplatform.sandbox.storage.SandboxStorageException;
import org.ledplatform.whatsapp.appstate.Actions;
import org.ledplatform.whatsapp.appstate.AppState;
import org.ledplatform.whatsapp.appstate.AppStateCollection;
import org.ledplatform.whatsapp.appstate.AppStateKeys;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.AppStateSyncKey;
import org.ledplatform.whatsapp.proto.SyncdPatch;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * What a person sets on the phone and its companions should know, such as names and muted chats:
 * written as patches of the app state (protocol §6.9). Used under the phone's lock.
 */
final class PhoneSettings {

  private static final int ATTEMPTS = 3;

  private final PhoneParts parts;
  private final AppState state;

  PhoneSettings(PhoneParts parts) {
    this.parts = parts;
    this.state = new AppState(parts.store(), new AppStateKeys(parts.store()), parts.random());
  }

  /** Changes a setting, for every device of the account. */
  void set(Actions.Wish wish) {
    keepKey();
    for (int i = 0; i < ATTEMPTS; i++) {
      if (tried(wish)) {
        return;
      }
      // Somebody else wrote first: theirs comes before ours.
      catchUp(wish.collection());
    }
    throw new IllegalStateException("The network does not take a patch of the app state");
  }

  private boolean tried(Actions.Wish wish) {
    long version = state.version(wish.collection());
    SyncdPatch patch = state.write(wish.collection(), List.of(wish.mutation()));
    Node answer = ask(wish.collection(), version, Node.of("patch", patch.toByteArray()));
    if (answer.child("error").isPresent()) {
      return false;
    }
    SyncdPatch.Builder taken = patch.toBuilder();
    taken.getVersionBuilder().setVersion(version + 1);
    state.apply(wish.collection(), taken.build(), patch.getMutationsList());
    return true;
  }

  private void catchUp(AppStateCollection collection) {
    Node answer = ask(collection, state.version(collection));
    for (Node patches : answer.children("patches")) {
      for (Node node : patches.children("patch")) {
        SyncdPatch patch = read(node.bytes());
        state.apply(collection, patch, patch.getMutationsList());
      }
    }
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

  private static SyncdPatch read(byte[] bytes) {
    try {
      return SyncdPatch.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new SandboxStorageException("A stored patch cannot be read", e);
    }
  }
}
