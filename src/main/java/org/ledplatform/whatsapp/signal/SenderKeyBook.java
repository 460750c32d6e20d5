package org.ledplatform.whatsapp.signal;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.StoredSenderKey;
import org.ledplatform.whatsapp.proto.StoredSenderKeys;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** Reads sender keys from the store, newest first, and says how to write them. */
final class SenderKeyBook {

  /** How many keys of one sender are kept: older ones are for messages that are under way. */
  static final int MOST = 5;

  private final DeviceStore store;

  SenderKeyBook(DeviceStore store) {
    this.store = store;
  }

  /** The keys; none when they are damaged: ours is made anew, those of others are asked for. */
  List<StoredSenderKey> keys(SenderKeyName name) {
    Optional<byte[]> stored = store.read(key(name));
    if (stored.isEmpty()) {
      return List.of();
    }
    try {
      List<StoredSenderKey> keys = StoredSenderKeys.parseFrom(stored.get()).getKeysList();
      if (keys.stream().allMatch(SenderKeyBook::sound)) {
        return keys;
      }
    } catch (InvalidProtocolBufferException _) {
      // Told below.
    }
    store.damaged(key(name));
    return List.of();
  }

  private static boolean sound(StoredSenderKey key) {
    return key.getChainKey().size() == PublicKey.LENGTH
        && key.getSigningPublic().size() == PublicKey.LENGTH;
  }

  /** A new key in front; one with the same id goes, and so does the oldest one too many. */
  static StoreChange adding(SenderKeyName name, List<StoredSenderKey> before, StoredSenderKey key) {
    List<StoredSenderKey> keys = new ArrayList<>(List.of(key));
    before.stream().filter(k -> k.getId() != key.getId()).limit(MOST - 1L).forEach(keys::add);
    return put(name, keys);
  }

  /** A key one step further, where it stands. */
  static StoreChange stepping(
      SenderKeyName name, List<StoredSenderKey> before, StoredSenderKey after) {
    return put(name, before.stream().map(k -> k.getId() == after.getId() ? after : k).toList());
  }

  static RecordKey key(SenderKeyName name) {
    return new RecordKey(RecordKind.SENDER_KEY, name.toString());
  }

  private static StoreChange put(SenderKeyName name, List<StoredSenderKey> keys) {
    return new StoreChange.Put(
        key(name), StoredSenderKeys.newBuilder().addAllKeys(keys).build().toByteArray());
  }
}
