package org.ledplatform.whatsapp.signal;

import java.util.Optional;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** Reads sessions and identities from the store and says how to write them. */
final class SessionBook {

  private final DeviceStore store;

  SessionBook(DeviceStore store) {
    this.store = store;
  }

  SignalSession session(SignalAddress address) {
    return store
        .read(new RecordKey(RecordKind.SIGNAL_SESSION, address.toString()))
        .map(SignalSession::parse)
        .orElse(SignalSession.NONE);
  }

  Optional<PublicKey> identity(SignalAddress address) {
    return store.read(new RecordKey(RecordKind.IDENTITY, address.toString())).map(PublicKey::new);
  }

  static StoreChange put(SignalAddress address, SignalSession session) {
    return StoreChange.put(RecordKind.SIGNAL_SESSION, address.toString(), session.bytes());
  }

  static StoreChange put(SignalAddress address, PublicKey identity) {
    return StoreChange.put(RecordKind.IDENTITY, address.toString(), identity.bytes());
  }
}
