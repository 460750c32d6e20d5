package org.ledplatform.sandbox.query;

import java.util.List;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.node.Node;

/** Business profiles: nobody is a business. */
final class BusinessQuery implements Query {

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    if (iq.child("business_profile").isEmpty()) {
      throw QueryRefused.notImplemented();
    }
    return List.of(Node.of("business_profile"));
  }
}
