package org.ledplatform.sandbox.server;

import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.node.Node;

/** What of a message goes on to one device (protocol §8.4). */
final class MessageParts {

  private static final List<String> FORWARDED = List.of("meta", "reporting", "biz", "bot");

  private MessageParts() {}

  /**
   * Puts the device's ciphertexts into its stanza, with what belongs to them.
   *
   * @param ciphertexts empty when the sender did not encrypt for this device
   */
  static Node fill(Node bare, Node message, Optional<List<Node>> ciphertexts) {
    if (ciphertexts.isEmpty()) {
      return bare.adding(Node.of("unavailable"));
    }
    Node stanza = bare.holding(ciphertexts.get());
    if (ciphertexts.get().stream().anyMatch(enc -> enc.has("type", "pkmsg"))) {
      stanza = message.child("device-identity").map(stanza::adding).orElse(stanza);
    }
    for (String tag : FORWARDED) {
      stanza = message.child(tag).map(stanza::adding).orElse(stanza);
    }
    return stanza;
  }
}
