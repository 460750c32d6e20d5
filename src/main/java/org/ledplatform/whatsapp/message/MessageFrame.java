package org.ledplatform.whatsapp.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.ledplatform.whatsapp.content.MessageTraits;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/**
 * What stands around the ciphertexts of a message, whether it is for a person or for a group
 * (protocol §8.2, §8.3). Safe for use by many threads.
 */
public final class MessageFrame {

  private final byte[] signedIdentity;

  /**
   * @param signedIdentity goes along whenever a signal session begins, so that the other side can
   *     check whose device we are
   */
  public MessageFrame(byte[] signedIdentity) {
    this.signedIdentity = signedIdentity.clone();
  }

  /** A stanza with the attributes that follow from the message, and nothing in it yet. */
  public static Node head(OutgoingMessage message, Jid to) {
    MessageTraits traits = MessageTraits.of(message.content());
    return Node.of("message")
        .with("id", message.id())
        .with("to", to)
        .with("type", traits.type())
        .with("edit", traits.edit());
  }

  /** One part for each device. */
  public static Node participants(Map<Jid, Node> parts) {
    List<Node> participants = new ArrayList<>();
    parts.forEach((jid, enc) -> participants.add(Node.of("to", enc).with("jid", jid)));
    return Node.of("participants").holding(participants);
  }

  /** The stanza with our signed identity, when one of its parts begins a signal session. */
  public Node vouched(Node stanza, Collection<Node> parts) {
    return parts.stream().anyMatch(enc -> enc.has("type", "pkmsg"))
        ? stanza.adding(Node.of("device-identity", signedIdentity))
        : stanza;
  }

  /** The stanza with what the network is told of a message beside its type. */
  public static Node described(Node stanza, OutgoingMessage message) {
    return MessageTraits.of(message.content())
        .pollType()
        .map(type -> stanza.adding(Node.of("meta").with("polltype", type)))
        .orElse(stanza);
  }
}
