package org.ledplatform.whatsapp.stanza;

import java.util.Optional;
import org.ledplatform.whatsapp.node.Node;

/**
 * Acknowledgements (protocol §8.6): without them the network keeps a stanza and delivers it again.
 */
final class Acks {

  private Acks() {}

  /** The acknowledgement of a message, receipt, notification or call. */
  static Node of(Node stanza) {
    Node ack =
        Node.of("ack")
            .with("class", stanza.tag())
            .with("id", stanza.require("id"))
            .with("to", stanza.require("from"))
            .with("participant", stanza.attribute("participant"))
            .with("recipient", stanza.attribute("recipient"));
    boolean typed = !stanza.tag().equals("message");
    return ack.with("type", typed ? stanza.attribute("type") : Optional.empty());
  }

  /** The acknowledgement that says why we did nothing with it. */
  static Node refusing(Node stanza, int error) {
    return of(stanza).with("error", error);
  }
}
