package org.ledplatform.whatsapp.message;

import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * Who we are. One object for everything that works for a paired device, because the network may
 * give the account another LID (protocol §7.5): {@link Contacts#moveSelf} changes it at a login,
 * and whoever asks hears the new one. Safe for use by many threads.
 */
public final class Self {

  private final Jid jid;
  private volatile Jid lid;

  /**
   * @param jid our device under the account's phone number
   * @param lid our device under the account's LID
   */
  public Self(Jid jid, Jid lid) {
    this.jid = jid;
    this.lid = lid;
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

  /** From now on the account has this LID; the device stays. */
  void moveTo(Jid newLid) {
    lid = newLid.withDevice(lid.device());
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
