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
    delivery.settle(caller.session(), Answers.acknowledged(caller, ack));
  }
}
