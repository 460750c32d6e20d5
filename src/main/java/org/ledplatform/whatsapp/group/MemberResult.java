package org.ledplatform.whatsapp.group;

import java.time.Instant;
import org.ledplatform.whatsapp.jid.Jid;

/** What became of one person of several who were to be added, removed, promoted and the like. */
public sealed interface MemberResult {

  /** Who, as asked. */
  Jid person();

  /** It is done. */
  record Done(Jid person) implements MemberResult {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "Done[…]";
    }
  }

  /**
   * Their privacy settings want an invitation, which can be sent to them as a message.
   *
   * @param code for them alone
   */
  record NeedsInvitation(Jid person, String code, Instant expiresAt) implements MemberResult {
    /** Whoever knows the code can come in, so logs do not see it. */
    @Override
    public String toString() {
      return "NeedsInvitation[…]";
    }
  }

  /** It was not done. */
  record Refused(Jid person, int code, GroupRefusal why) implements MemberResult {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "Refused[" + code + "]";
    }
  }
}
