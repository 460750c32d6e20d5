package org.ledplatform.whatsapp.stanza;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.crypto.InvalidKeyException;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.Vouching;
import org.ledplatform.whatsapp.pairing.KeyIndexList;
import org.ledplatform.whatsapp.pairing.PairingException;
import org.ledplatform.whatsapp.proto.StoredDeviceList;
import org.ledplatform.whatsapp.signal.Identities;
import org.ledplatform.whatsapp.store.DeviceStore;

/**
 * Believes what a phone signed about its companions, or does not (protocol §8.1): the signature is
 * that of the phone that we know, and no later list was there before. Where the phone is not known
 * yet, as before the first message to somebody, its list is believed as it stands; the companions
 * must still show that the phone vouches for them. What is not believed is told.
 */
final class CompanionLists {

  private final DeviceStore store;
  private final Contacts contacts;
  private final Vouching vouching;
  private final Consumer<DeviceEvent> events;

  CompanionLists(
      DeviceStore store, Contacts contacts, Vouching vouching, Consumer<DeviceEvent> events) {
    this.store = store;
    this.contacts = contacts;
    this.vouching = vouching;
    this.events = events;
  }

  /**
   * A list that is believed.
   *
   * @param verified whether the phone is known that signed it
   */
  record Believed(KeyIndexList list, boolean verified) {
    /** The list, if it was verified. */
    Optional<KeyIndexList> signed() {
      return verified ? Optional.of(list) : Optional.empty();
    }
  }

  /**
   * Reads a list.
   *
   * @param before what is known of the person's devices
   * @param signed an encoded {@code ADVSignedKeyIndexList}
   * @param told when the network says that it was signed, if it does
   */
  Optional<Believed> read(
      Jid person, StoredDeviceList before, byte[] signed, Optional<Instant> told) {
    Optional<PublicKey> phone = vouching.accountKey(store, person);
    try {
      KeyIndexList list =
          phone.isPresent()
              ? KeyIndexList.verified(signed, phone.get())
              : KeyIndexList.read(signed);
      boolean earlier =
          before.hasSignedAt()
              && before.getRawId() == list.rawId()
              && list.signedAt().getEpochSecond() < before.getSignedAt();
      if (earlier || told.filter(at -> !at.equals(list.signedAt())).isPresent()) {
        return refused("it is not the present one");
      }
      return Optional.of(new Believed(list, phone.isPresent()));
    } catch (PairingException | InvalidKeyException e) {
      return refused(e.getClass().getSimpleName());
    }
  }

  private Optional<Believed> refused(String why) {
    events.accept(new DeviceEvent.Noted("Did not believe a list of companions: " + why));
    return Optional.empty();
  }

  /**
   * Whether a companion is linked, by this list. One that is newer than the list counts when we
   * know it: its first message may be here before the list is.
   */
  boolean has(KeyIndexList list, Jid companion, long keyIndex) {
    return list.contains(keyIndex)
        || (list.isOlderThan(keyIndex)
            && new Identities(store).of(contacts.addressOf(companion)).isPresent());
  }
}
