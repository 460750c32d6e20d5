package org.ledplatform.sandbox.server;

import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.node.Node;

/**
 * Writes what a phone sends as if it addressed people by LID; its own companions stay addressed by
 * number. In a turn only.
 */
final class LidForm {

  private final Directory directory;
  private final String tenant;

  LidForm(Directory directory, String tenant) {
    this.directory = directory;
    this.tenant = tenant;
  }

  /** A message or receipt with LIDs for phone numbers; anything else as it is. */
  Node rewritten(Node stanza) {
    if (stanza.has("category", "peer")) {
      return stanza;
    }
    return switch (stanza.tag()) {
      case "message" -> {
        Node changed = address(stanza, "to");
        yield changed.holding(
            changed.children().stream()
                .map(n -> n.tag().equals("participants") ? participants(n) : n)
                .toList());
      }
      case "receipt", "chatstate" -> address(stanza, "to");
      default -> stanza;
    };
  }

  private Node participants(Node participants) {
    return participants.holding(
        participants.children().stream().map(to -> address(to, "jid")).toList());
  }

  private Node address(Node node, String attribute) {
    Optional<Jid> jid = node.jid(attribute).filter(j -> j.server() == Server.PHONE);
    return jid.flatMap(
            j ->
                directory
                    .find(tenant, j)
                    .map(Account::lidJid)
                    .map(lid -> node.with(attribute, lid.withDevice(j.device()))))
        .orElse(node);
  }
}
