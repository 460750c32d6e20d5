package org.ledplatform.whatsapp.stanza;

import java.time.Instant;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;

/** What the network says about who is there. Never stored: the next report replaces it. */
public sealed interface PresenceReport extends DeviceEvent.OfPresence {

  /**
   * Somebody is there or not.
   *
   * @param lastSeen when they were there last, if they let us know
   */
  record PresenceTold(Jid person, boolean available, Optional<Instant> lastSeen)
      implements PresenceReport {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "PresenceTold[…]";
    }
  }

  /** Somebody is typing in a chat, or no longer. */
  record TypingTold(Jid chat, Jid by, Typing typing) implements PresenceReport {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "TypingTold[…]";
    }
  }
}
