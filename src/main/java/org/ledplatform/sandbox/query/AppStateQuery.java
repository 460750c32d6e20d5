package org.ledplatform.sandbox.query;

import java.util.List;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.node.Node;

/**
 * Collections of app state (protocol §6.9): all are empty, at version 0, and take no patches. It is
 * the least that lets clients finish their start.
 */
final class AppStateQuery implements Query {

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    List<Node> collections =
        iq.requireChild("sync").children("collection").stream().map(AppStateQuery::answer).toList();
    return List.of(Node.of("sync").holding(collections));
  }

  private static Node answer(Node collection) {
    Node answer = Node.of("collection").with("name", collection.require("name"));
    return collection.child("patch").isPresent()
        ? answer.with("type", "error").adding(Node.of("error").with("code", 501))
        : answer.with("version", 0).with("type", "result");
  }
}
