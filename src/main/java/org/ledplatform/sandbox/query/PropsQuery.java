package org.ledplatform.sandbox.query;

import java.util.List;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.node.Node;

/** Feature switches, in the old and the new namespace: none is set. */
final class PropsQuery implements Query {

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    return List.of(Node.of("props").with("hash", "sandbox"));
  }
}
