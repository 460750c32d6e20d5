package org.ledplatform.sandbox.server;

import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Delivery;
import org.ledplatform.whatsapp.node.Node;

/** A device has dealt with a stanza, well or badly: it leaves the queue (protocol §8.6). */
final class AckStanza implements StanzaHandler {

  private final Delivery delivery;

  AckStanza(Delivery delivery) {
    this.delivery = delivery;
  }

  @Override
  public void handle(Caller caller, Node ack) {
    String tag = ack.require("class");
    String id = ack.require("id");
    delivery.settle(caller.session(), n -> n.tag().equals(tag) && n.has("id", id));
  }
}
