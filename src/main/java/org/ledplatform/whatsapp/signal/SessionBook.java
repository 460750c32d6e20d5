package org.ledplatform.whatsapp.signal;

import java.util.Optional;
import java.util.function.Function;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Reads sessions and identities from the store and says how to write them. A damaged one counts as
 * none: the next message of either side begins anew.
 */
final class SessionBook {

  private final DeviceStore store;

  SessionBook(DeviceStore store) {
    this.store = store;
  }

  SignalSession session(SignalAddress address) {
    RecordKey key = new RecordKey(RecordKind.SIGNAL_SESSION, address.toString());
    return sound(key, SignalSession::parse).orElse(SignalSession.NONE);
  }

  Optional<PublicKey> identity(SignalAddress address) {
    RecordKey key = new RecordKey(RecordKind.IDENTITY, address.toString());
    return sound(
        key,
        bytes ->
            bytes.length == PublicKey.LENGTH
                ? Optional.of(new PublicKey(bytes))
                : Optional.empty());
  }

  private <T> Optional<T> sound(RecordKey key, Function<byte[], Optional<T>> parse) {
    Optional<byte[]> stored = store.read(key);
    Optional<T> read = stored.flatMap(parse);
    if (stored.isPresent() && read.isEmpty()) {
      store.damaged(key);
    }
    return read;
  }

  static StoreChange put(SignalAddress address, SignalSession session) {
    return StoreChange.put(RecordKind.SIGNAL_SESSION, address.toString(), session.bytes());
  }

  static StoreChange put(SignalAddress address, PublicKey identity) {
    return StoreChange.put(RecordKind.IDENTITY, address.toString(), identity.bytes());
  }
}
