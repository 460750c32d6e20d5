package org.ledplatform.sandbox.delivery;

import org.ledplatform.whatsapp.node.Node;

/** The one way from the server to a device, on which something may go wrong. Used in a turn. */
@FunctionalInterface
public interface Passage {

  /** Lets a stanza leave for the device, in whatever state. */
  void leave(DeviceSession session, Node stanza);
}
