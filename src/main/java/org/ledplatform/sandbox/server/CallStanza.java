package org.ledplatform.sandbox.server;

import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.node.Node;

/** Calls: acknowledged, never put through. */
final class CallStanza implements StanzaHandler {

  @Override
  public void handle(Caller caller, Node call) {
    caller
        .session()
        .put(
            Node.of("ack")
                .with("class", "call")
                .with("id", call.require("id"))
                .with("from", call.require("to")));
  }
}
