package org.ledplatform.whatsapp.group;

import java.time.Instant;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * The name of a group.
 *
 * @param text at most 100 characters
 * @param at since when, when told
 * @param by who gave it, when told
 */
public record GroupSubject(String text, Optional<Instant> at, Optional<Jid> by) {
  /** Names are private, so logs see none of them. */
  @Override
  public String toString() {
    return "GroupSubject[…]";
  }
}
