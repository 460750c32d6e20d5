package org.ledplatform.whatsapp.group;

import java.time.Instant;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * What a group is about.
 *
 * @param id names this version: who changes it must say what they replace
 * @param text at most 2048 characters
 * @param by who wrote it, when told
 */
public record GroupDescription(String id, String text, Optional<Instant> at, Optional<Jid> by) {
  /** Texts are private, so logs see none of them. */
  @Override
  public String toString() {
    return "GroupDescription[…]";
  }
}
