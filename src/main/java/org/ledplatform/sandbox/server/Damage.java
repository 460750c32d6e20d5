package org.ledplatform.sandbox.server;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ledplatform.whatsapp.node.Node;

/** What faults do to a stanza. */
final class Damage {

  private Damage() {}

  /** The stanza with a bit flipped in each of its ciphertexts. */
  static Node ciphertext(Node stanza) {
    if (stanza.tag().equals("enc")) {
      byte[] bytes = stanza.bytes().clone();
      if (bytes.length > 0) {
        bytes[bytes.length / 2] ^= 1;
      }
      return stanza.holding(bytes);
    }
    return deeper(stanza, Damage::ciphertext);
  }

  /** A reply with bundles without their one-time keys. */
  static Node withoutPreKeys(Node stanza) {
    if (stanza.tag().equals("user")) {
      return stanza.holding(
          stanza.children().stream().filter(n -> !n.tag().equals("key")).toList());
    }
    return deeper(stanza, Damage::withoutPreKeys);
  }

  /** A message of which the receiver gets only word that there is nothing for it. */
  static Node withoutCiphertext(Node message, Optional<String> type) {
    return message.holding(List.of(Node.of("unavailable").with("type", type)));
  }

  private static Node deeper(Node stanza, UnaryOperator<Node> change) {
    List<Node> children = stanza.children();
    return children.isEmpty() ? stanza : stanza.holding(children.stream().map(change).toList());
  }
}
