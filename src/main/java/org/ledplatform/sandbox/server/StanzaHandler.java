package org.ledplatform.sandbox.server;

import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.node.Node;

/** Deals with the stanzas of one tag. Called in a turn. */
interface StanzaHandler {

  /** Does what the stanza asks for, its acknowledgement included. */
  void handle(Caller caller, Node stanza);
}
