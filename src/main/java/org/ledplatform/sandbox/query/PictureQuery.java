package org.ledplatform.sandbox.query;

import java.util.List;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.node.Node;

/** Profile pictures: nobody has one, and none can be set. */
final class PictureQuery implements Query {

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    throw iq.has("type", "get") ? QueryRefused.notFound() : QueryRefused.notImplemented();
  }
}
