package org.ledplatform.sandbox.query;

import java.util.List;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.node.Node;

/** Where media goes: nowhere, this network carries text. */
final class MediaQuery implements Query {

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    throw new QueryRefused(503, "service-unavailable");
  }
}
