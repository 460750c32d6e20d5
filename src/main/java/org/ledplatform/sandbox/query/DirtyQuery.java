package org.ledplatform.sandbox.query;

import java.util.List;
import java.util.OptionalLong;
import org.ledplatform.sandbox.account.DirtyBits;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.node.Node;

/** A device has read anew what changed while it was away (protocol §6.6). */
final class DirtyQuery implements Query {

  private final DirtyBits bits;

  DirtyQuery(DirtyBits bits) {
    this.bits = bits;
  }

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    for (Node clean : iq.children("clean")) {
      OptionalLong upTo =
          clean.number("timestamp").map(OptionalLong::of).orElseGet(OptionalLong::empty);
      clean.attribute("type").ifPresent(type -> bits.clean(caller.device().id(), type, upTo));
    }
    return List.of();
  }
}
