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
    delivery.settle(
        caller.session(), n -> n.tag().equals(tag) && n.has("id", id) && isAbout(ack, n));
  }

  /** Many may send receipts about one message: each is acknowledged to its sender, by its type. */
  private static boolean isAbout(Node ack, Node stanza) {
    boolean type =
        !stanza.tag().equals("receipt") || ack.attribute("type").equals(stanza.attribute("type"));
    return type
        && sameOrUnsaid(ack, "to", stanza, "from")
        && sameOrUnsaid(ack, "participant", stanza, "participant");
  }

  private static boolean sameOrUnsaid(Node ack, String said, Node stanza, String meant) {
    return ack.attribute(said).isEmpty() || ack.attribute(said).equals(stanza.attribute(meant));
  }
}
