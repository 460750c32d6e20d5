package org.ledplatform.whatsapp.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.StoreChange;

/** The identities of other devices that are known without a session. Reads and never writes. */
public final class Identities {

  private final SessionBook book;
  private final DeviceIndex index;

  public Identities(DeviceStore store) {
    this.book = new SessionBook(store);
    this.index = new DeviceIndex(store);
  }

  /** The identity that we know of a device. */
  public Optional<PublicKey> of(SignalAddress address) {
    return book.identity(address);
  }

  /**
   * The writes after which the identity of a device is known that was not known before. For whoever
   * holds the lock of the person.
   */
  public List<StoreChange> meeting(SignalAddress address, PublicKey identity) {
    List<StoreChange> changes = new ArrayList<>();
    changes.add(SessionBook.put(address, identity));
    index.adding(address).ifPresent(changes::add);
    return changes;
  }
}
