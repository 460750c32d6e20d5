package org.ledplatform.sandbox.server;

import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Delivery;
import org.ledplatform.whatsapp.node.Node;

/** {@code <ib>}: a client asks for more of what waited for it (protocol §6.1). */
final class IbStanza implements StanzaHandler {

  private final Delivery delivery;

  IbStanza(Delivery delivery) {
    this.delivery = delivery;
  }

  @Override
  public void handle(Caller caller, Node ib) {
    // Other hints, such as the one of a session that all clients of a person share, change nothing.
    ib.child("offline_batch")
        .flatMap(batch -> batch.number("count"))
        .ifPresent(
            count ->
                delivery.batchWanted(caller.session(), Math.clamp(count, 0, Integer.MAX_VALUE)));
  }
}
