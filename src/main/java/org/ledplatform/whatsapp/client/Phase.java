package org.ledplatform.whatsapp.client;

import java.time.Instant;
import org.ledplatform.whatsapp.node.Node;

/** What a connection is for: pairing, or being online. All methods run on the lane. */
interface Phase {

  /** Deals with one stanza. */
  void received(Node stanza);

  /** Does what time asks for. */
  void tick(Instant now);

  /** Whether the network still owes us what this connection is for. */
  boolean waiting();

  /** Why the connection really ended, which the phase may know better. */
  CloseReason explain(CloseReason reason);

  /** Lets go of whatever waits for the connection, which is gone. */
  void over();
}
