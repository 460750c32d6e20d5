package org.ledplatform.whatsapp.stanza;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.node.Node;

/** Remembers what was asked; the test answers. */
final class FakeQueries implements Queries {

  final List<Asked> asked = new ArrayList<>();

  record Asked(Node iq, Consumer<Node> answered, Consumer<QueryFailure> failed) {}

  @Override
  public void ask(Node iq, Consumer<Node> answered, Consumer<QueryFailure> failed) {
    asked.add(new Asked(iq, answered, failed));
  }

  Asked last() {
    return asked.getLast();
  }
}
