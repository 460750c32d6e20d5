package org.ledplatform.sandbox.query;

import java.util.List;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.node.Node;

/** Groups (protocol §9): nobody is in one, and none can be made. */
final class GroupsQuery implements Query {

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    if (iq.child("participating").isPresent()) {
      return List.of(Node.of("groups"));
    }
    throw iq.has("type", "get") ? QueryRefused.notFound() : QueryRefused.notImplemented();
  }
}
