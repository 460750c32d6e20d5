package org.ledplatform.whatsapp.stanza;

import java.util.function.Consumer;
import org.ledplatform.whatsapp.node.Node;

/** Asks the network and hears the answer later. Safe for use by many threads. */
@FunctionalInterface
public interface Queries {

  /**
   * Sends an {@code <iq>}; the id is chosen here. Exactly one of the two is called, once, on the
   * thread that handles stanzas.
   *
   * @param answered hears the result
   * @param failed hears why there is none
   */
  void ask(Node iq, Consumer<Node> answered, Consumer<QueryFailure> failed);
}
