package org.ledplatform.whatsapp.stanza;

import java.util.Optional;
import java.util.Set;
import org.ledplatform.whatsapp.node.Node;

/** What to answer to a stanza that could not be dealt with, so that the queue behind it goes on. */
public final class Refusals {

  private static final Set<String> ACKNOWLEDGED =
      Set.of("message", "receipt", "notification", "call");
  private static final int UNHANDLED = 500;

  private Refusals() {}

  /** The acknowledgement with an error; empty for stanzas that have none. */
  public static Optional<Node> of(Node stanza) {
    boolean answerable =
        ACKNOWLEDGED.contains(stanza.tag())
            && stanza.attribute("id").isPresent()
            && stanza.attribute("from").isPresent();
    return answerable ? Optional.of(Acks.refusing(stanza, UNHANDLED)) : Optional.empty();
  }
}
