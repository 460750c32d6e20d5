package org.ledplatform.whatsapp.message;

import org.ledplatform.whatsapp.jid.Jid;

/**
 * Who we are.
 *
 * @param jid our device under the account's phone number
 * @param lid our device under the account's LID
 */
public record Self(Jid jid, Jid lid) {

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
