package org.ledplatform.whatsapp.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Who we are. One object for everything that works for a paired device, because the network may
 * give the account another LID (protocol §7.5): {@link Contacts#moveSelf} changes it at a login,
 * and whoever asks hears the new one. Safe for use by many threads.
 */
public final class Self {

  private static final RecordKey FORMER = new RecordKey(RecordKind.STATE, "former-lid");

  private final Jid jid;
  private volatile Jid lid;
  private volatile Optional<Jid> former;

  /**
   * @param jid our device under the account's phone number
   * @param lid our device under the account's LID
   */
  public Self(Jid jid, Jid lid) {
    this(jid, lid, Optional.empty());
  }

  private Self(Jid jid, Jid lid, Optional<Jid> former) {
    this.jid = jid;
    this.lid = lid;
    this.former = former;
  }

  /** The same, with the LID that the account had before, when the store knows one. */
  public static Self in(DeviceStore store, Jid jid, Jid lid) {
    return new Self(jid, lid, store.read(FORMER).flatMap(record -> former(store, record)));
  }

  private static Optional<Jid> former(DeviceStore store, byte[] record) {
    try {
      return Optional.of(Jid.parse(new String(record, StandardCharsets.UTF_8)));
    } catch (MalformedJidException _) {
      store.damaged(FORMER);
      return Optional.empty();
    }
  }

  /** Our device under the account's phone number. */
  public Jid jid() {
    return jid;
  }

  /** Our device under the account's LID, as it is now. */
  public Jid lid() {
    return lid;
  }

  /** The account's two addresses; empty when they are not a phone number and a LID. */
  Optional<LidMap.Pair> pair() {
    return LidMap.Pair.of(jid, lid);
  }

  /** The changes that remember the LID of now as the one of before. */
  List<StoreChange> leaving() {
    byte[] record = lid.withoutDevice().toString().getBytes(StandardCharsets.UTF_8);
    return List.of(new StoreChange.Put(FORMER, record));
  }

  /** From now on the account has this LID; the device stays. */
  void moveTo(Jid newLid) {
    former = Optional.of(lid.withoutDevice());
    lid = newLid.withDevice(lid.device());
  }

  /**
   * An address as it is now: what waited for us may name our account by the LID that it had when it
   * was written. Whoever uses that LID instead of us does not have our phone's identity.
   */
  Jid current(Jid other) {
    return former.filter(other::sameUser).isPresent() ? lid.withDevice(other.device()) : other;
  }

  /** Whether the address is one of our own account, whichever device. */
  public boolean isMe(Jid other) {
    return other.sameUser(jid) || other.sameUser(lid);
  }

  /** Whether the address is this very device. */
  public boolean isThisDevice(Jid other) {
    return other.equals(jid) || other.equals(lid);
  }

  /** Our account in the addressing that is used with this person, without a device. */
  public Jid addressedLike(Jid other) {
    return (other.isLid() ? lid : jid).withoutDevice();
  }

  /** Addresses are personal, so logs see none of them. */
  @Override
  public String toString() {
    return "Self[…]";
  }
}
