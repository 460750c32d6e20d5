package org.ledplatform.whatsapp.message;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Tells our own phone from whoever uses its address. Others are trusted on first use; the phone is
 * not, because pairing told its identity: a phone with another one has no companions any more.
 */
public final class Speakers {

  private final DeviceStore store;
  private final Contacts contacts;
  private final Optional<PublicKey> accountKey;

  /**
   * @param accountKey the identity that signed ours when we paired, when it is known
   */
  public Speakers(DeviceStore store, Contacts contacts, Optional<PublicKey> accountKey) {
    this.store = store;
    this.contacts = contacts;
    this.accountKey = accountKey;
  }

  /** Who speaks, after a message was decrypted and before its changes are committed. */
  Speaker of(Envelope envelope, Opened opened) {
    if (!envelope.fromMe()) {
      return Speaker.OTHER;
    }
    if (envelope.sender().device() != 0) {
      return Speaker.OWN_COMPANION;
    }
    // The key that signed us decides alone: whatever was stored before may have been foisted on us.
    boolean same = accountKey.isPresent() || !opened.identityChanged();
    return same && signedUs(envelope, opened.changes()) ? Speaker.OWN_PHONE : Speaker.FALSE_PHONE;
  }

  private boolean signedUs(Envelope envelope, List<StoreChange> changes) {
    RecordKey key =
        new RecordKey(RecordKind.IDENTITY, contacts.addressOf(envelope.sender()).toString());
    for (StoreChange change : changes) {
      if (change instanceof StoreChange.Put(RecordKey written, byte[] identity)
          && written.equals(key)) {
        return isAccount(identity);
      }
    }
    return store.read(key).map(this::isAccount).orElse(accountKey.isEmpty());
  }

  private boolean isAccount(byte[] identity) {
    return accountKey.map(key -> Arrays.equals(key.bytes(), identity)).orElse(true);
  }
}
