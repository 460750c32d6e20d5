package org.ledplatform.whatsapp.message;

import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.UnvouchedDeviceException.Reason;
import org.ledplatform.whatsapp.pairing.AdvIdentity;
import org.ledplatform.whatsapp.pairing.MalformedIdentityException;
import org.ledplatform.whatsapp.signal.Identities;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Judges whether a companion device is one of its account (protocol §5.2): both have signed its
 * identity, and the account's key is the identity of the person's phone. A phone that is not known
 * yet is known by that key from then on; one that is known has the last word, because only itself
 * or the network's keys of it tell that it has a new identity. Safe for use by many threads.
 */
public final class Vouching {

  private final Contacts contacts;
  private final Optional<Own> own;

  /**
   * Our own account, whose key is known from the pairing: what was stored since may have been
   * foisted on us.
   */
  public record Own(Self self, PublicKey accountKey) {}

  /**
   * @param own empty for whoever has no account
   */
  public Vouching(Contacts contacts, Optional<Own> own) {
    this.contacts = contacts;
    this.own = own;
  }

  /** The identity of a person's phone, as far as it is known. */
  public Optional<PublicKey> accountKey(DeviceStore store, Jid person) {
    return own.filter(o -> o.self().isMe(person))
        .map(Own::accountKey)
        .or(() -> new Identities(store).of(contacts.addressOf(person.withDevice(0))));
  }

  /**
   * Requires of a companion that its account vouches for it. For whoever holds the lock of the
   * device.
   *
   * @param papers the encoded {@code ADVSignedDeviceIdentity} that came along, if any
   * @return what is to be remembered together with the session: the identity of a phone that was
   *     not known; nothing for a phone, which needs nobody to vouch for it
   * @throws UnvouchedDeviceException saying why it is not to be trusted
   */
  public List<StoreChange> require(
      DeviceStore store, Jid device, PublicKey identity, Optional<byte[]> papers) {
    if (device.device() == 0) {
      return List.of();
    }
    Optional<PublicKey> known = accountKey(store, device);
    PublicKey account = signer(identity, papers, known);
    if (known.isEmpty()) {
      return new Identities(store).meeting(contacts.addressOf(device.withDevice(0)), account);
    }
    if (!known.get().equals(account)) {
      throw new UnvouchedDeviceException(Reason.OTHER_ACCOUNT);
    }
    return List.of();
  }

  private static PublicKey signer(
      PublicKey identity, Optional<byte[]> papers, Optional<PublicKey> known) {
    byte[] shown =
        papers
            .filter(bytes -> bytes.length > 0)
            .orElseThrow(() -> new UnvouchedDeviceException(Reason.ABSENT));
    try {
      Optional<PublicKey> account = AdvIdentity.accountIn(shown).or(() -> known);
      if (account.isEmpty()) {
        throw new UnvouchedDeviceException(Reason.ACCOUNT_UNKNOWN);
      }
      if (!AdvIdentity.vouches(shown, identity, account.get())) {
        throw new UnvouchedDeviceException(Reason.NOT_SIGNED);
      }
      return account.get();
    } catch (MalformedIdentityException e) {
      throw new UnvouchedDeviceException(Reason.MALFORMED, e);
    }
  }
}
