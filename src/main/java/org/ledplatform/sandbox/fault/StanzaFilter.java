package org.ledplatform.sandbox.fault;

import java.util.Optional;
import org.ledplatform.whatsapp.node.Node;

/**
 * Which stanzas are meant; what is absent is not asked for.
 *
 * @param tag such as {@code message}
 * @param type the attribute of that name
 */
public record StanzaFilter(
    Optional<String> tag, Optional<String> type, Optional<Direction> direction) {

  /** Every stanza. */
  public static final StanzaFilter ALL =
      new StanzaFilter(Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether this stanza is meant. */
  boolean fits(Direction way, Node stanza) {
    return direction.map(way::equals).orElse(true)
        && tag.map(stanza.tag()::equals).orElse(true)
        && type.map(wanted -> stanza.has("type", wanted)).orElse(true);
  }
}
