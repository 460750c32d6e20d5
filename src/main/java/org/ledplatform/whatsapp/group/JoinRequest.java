package org.ledplatform.whatsapp.group;

import java.time.Instant;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * Somebody wants to come into a group.
 *
 * @param method as on the wire, such as {@code invite_link}; empty text when not told
 */
public record JoinRequest(Jid person, String method, Optional<Instant> at) {
  /** Addresses are personal, so logs see none of them. */
  @Override
  public String toString() {
    return "JoinRequest[…]";
  }
}
