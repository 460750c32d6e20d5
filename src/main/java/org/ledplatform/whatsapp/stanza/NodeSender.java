package org.ledplatform.whatsapp.stanza;

import org.ledplatform.whatsapp.node.Node;

/** Sends stanzas over one connection. Safe for use by many threads. */
@FunctionalInterface
public interface NodeSender {

  /**
   * Sends one stanza. When the connection is gone the stanza is lost without an exception: whoever
   * cares hears of the end of the connection.
   */
  void send(Node stanza);
}
