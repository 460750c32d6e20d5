package org.ledplatform.sandbox.query;

import java.util.List;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.node.Node;

/** One thing to do with a group. Called in a turn. */
interface GroupOperation {

  /**
   * What goes into the reply; often nothing.
   *
   * @param iq the whole question; {@code to} names the group, or no group in particular
   * @param what its child that names the operation
   * @throws QueryRefused when the answer is an error
   */
  List<Node> answer(Caller caller, Node iq, Node what);
}
