package org.ledplatform.whatsapp.group;

import java.time.Instant;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * Something happened in a group (protocol §9.3).
 *
 * @param by who did it, in the addressing of the group, when told
 * @param byOther the same person's other address, when told
 * @param version of the members afterwards; empty text when not told
 * @param previous version of the members before; empty text when not told
 */
public record GroupEvent(
    Jid group,
    Optional<Jid> by,
    Optional<Jid> byOther,
    Instant at,
    GroupChange change,
    String version,
    String previous) {
  /** Groups and people are private, so logs see the kind of change alone. */
  @Override
  public String toString() {
    return "GroupEvent[" + change.getClass().getSimpleName() + "]";
  }
}
