package org.ledplatform.whatsapp.stanza;

import org.ledplatform.whatsapp.node.Node;

/** Deals with the stanzas of one tag. Called for one stanza at a time, in the order of the wire. */
@FunctionalInterface
public interface StanzaHandler {

  /**
   * Deals with one stanza.
   *
   * @throws org.ledplatform.whatsapp.WhatsAppException when the stanza is not what the protocol
   *     says, or the store refuses
   */
  void handle(Node stanza);
}
