package org.ledplatform.sandbox.query;

import java.util.List;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.node.Node;

/** Answers the questions of one namespace. Called in a turn. */
interface Query {

  /**
   * What goes into the reply; often nothing.
   *
   * @throws QueryRefused when the answer is an error
   */
  List<Node> answer(Caller caller, Node iq);
}
