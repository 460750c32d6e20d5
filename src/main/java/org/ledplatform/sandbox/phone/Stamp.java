package org.ledplatform.sandbox.phone;

import org.ledplatform.whatsapp.content.MessageTraits;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;

/** What the outside of a stanza says about the message inside (protocol §8.2). */
record Stamp(MessageTraits traits) {

  static Stamp of(Message message) {
    return new Stamp(MessageTraits.of(message));
  }

  /** The {@code <enc>} with its kind. */
  Node ciphertext(Node enc) {
    Node stamped = enc.with("mediatype", traits.mediaType());
    return traits.hideFailure() ? stamped.with("decrypt-fail", "hide") : stamped;
  }

  /** The {@code <message>} with its kind. */
  Node message(Node message) {
    Node stamped = message.with("type", traits.type()).with("edit", traits.edit());
    return traits
        .pollType()
        .map(type -> stamped.adding(Node.of("meta").with("polltype", type)))
        .orElse(stamped);
  }
}
