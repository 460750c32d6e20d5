package org.ledplatform.sandbox.server;

import org.ledplatform.whatsapp.node.Node;

/**
 * How a virtual phone speaks to the server: as any client does, only without a socket in between.
 * Safe for use by many threads.
 */
public interface PhoneLine {

  /** Sends a stanza. */
  void send(Node stanza);

  /** Asks an {@code <iq>} and gives the whole reply. */
  Node ask(Node iq);
}
