package org.ledplatform.whatsapp.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.signal.SenderKeyCipher;
import org.ledplatform.whatsapp.signal.SenderKeyName;
import org.ledplatform.whatsapp.signal.SignalAddress;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * The sender keys of others, under the canonical address of the sending device. A key that came
 * while only the other address of its sender was known moves when it is next used.
 */
final class SenderKeys {

  private final DeviceStore store;
  private final SenderKeyCipher cipher;
  private final Contacts contacts;

  /**
   * @param store takes the changes at once; nothing is durable before its owner says so
   * @param cipher over the same store
   */
  SenderKeys(DeviceStore store, SenderKeyCipher cipher, Contacts contacts) {
    this.store = store;
    this.cipher = cipher;
    this.contacts = contacts;
  }

  /** Takes the key that the sender of the message handed to us for the chat. */
  void accept(Envelope envelope, byte[] introduction) {
    store.commit(cipher.accept(settled(envelope), introduction));
  }

  /** Decrypts what the sender of the message wrote for the whole chat; still padded. */
  byte[] decrypt(Envelope envelope, byte[] bytes) {
    SenderKeyCipher.Decrypted decrypted = cipher.decrypt(settled(envelope), bytes);
    store.commit(decrypted.changes());
    return decrypted.plain();
  }

  private SenderKeyName settled(Envelope envelope) {
    Jid sender = envelope.sender();
    SenderKeyName name = new SenderKeyName(envelope.chat(), contacts.addressOf(sender));
    RecordKey canonical = key(name);
    if (store.read(canonical).isPresent()) {
      return name;
    }
    for (Jid other : contacts.namesOf(sender)) {
      RecordKey old =
          key(
              new SenderKeyName(
                  envelope.chat(), SignalAddress.of(other.withDevice(sender.device()))));
      Optional<byte[]> keys = store.read(old);
      if (keys.isPresent()) {
        List<StoreChange> move = new ArrayList<>();
        move.add(new StoreChange.Put(canonical, keys.get()));
        move.add(new StoreChange.Remove(old));
        store.commit(move);
        return name;
      }
    }
    return name;
  }

  private static RecordKey key(SenderKeyName name) {
    return new RecordKey(RecordKind.SENDER_KEY, name.toString());
  }
}
