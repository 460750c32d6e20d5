package org.ledplatform.sandbox.phone;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.sandbox.storage.Write;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/**
 * Lines that a phone shows between the messages of a group: what others changed about it (protocol
 * §9.3). Used under the phone's lock.
 */
final class GroupLines {

  private final PhoneParts parts;

  GroupLines(PhoneParts parts) {
    this.parts = parts;
  }

  /** Shows what the notification tells; what is nothing to be shown is left out. */
  void show(Node notification) {
    Jid group = notification.requireJid("from");
    Optional<Account> actor = notification.jid("participant").flatMap(parts::find);
    if (actor.isEmpty() || shown(group, notification.require("id"))) {
      return;
    }
    for (Node child : notification.children()) {
      String text = words(actor.get(), child);
      if (!text.isEmpty()) {
        parts.storage().commit(line(notification, group, actor.get(), text));
      }
    }
  }

  /** It came before, and only the acknowledgement was lost. */
  private boolean shown(Jid group, String id) {
    return parts
        .screen()
        .find(m -> m.getId().equals(id) && m.getChat().equals(group.toString()))
        .isPresent();
  }

  private List<Write> line(Node notification, Jid group, Account actor, String text) {
    return parts
        .screen()
        .show(
            StoredMessage.newBuilder()
                .setId(notification.require("id"))
                .setChat(group.toString())
                .setFrom(actor.phone())
                .setFromMe(parts.own(actor))
                .setTimestampMillis(1_000 * notification.number("t").orElseThrow())
                .setStatus(StoredMessage.Status.READ)
                .setKind(Shown.SYSTEM)
                .setText(text)
                .build());
  }

  /** What a change is called; empty text for what nobody sees. */
  private String words(Account actor, Node child) {
    String who = actor.name();
    return switch (child.tag()) {
      case "create" -> made(who, child);
      case "add" ->
          child.has("reason", "invite")
              ? who + " joined by the invite link"
              : who + " added " + people(child);
      case "remove" -> removed(actor, child);
      case "promote" -> who + " made " + people(child) + " an admin";
      case "demote" -> who + " made " + people(child) + " a plain member";
      case "modify" -> who + " has another phone number";
      case "subject" -> who + " changed the subject to \"" + child.require("subject") + "\"";
      case "description" -> who + " changed the description";
      case "announcement", "not_announcement", "locked", "unlocked" ->
          who + " changed who may do what";
      case "member_add_mode", "membership_approval_mode" -> who + " changed who comes in";
      case "ephemeral", "not_ephemeral" -> who + " changed when messages disappear";
      default -> "";
    };
  }

  private static String made(String who, Node create) {
    if (create.has("type", "new")) {
      return who + " made the group";
    }
    return create.has("reason", "invite") ? who + " joined by the invite link" : who + " added you";
  }

  private String removed(Account actor, Node remove) {
    List<Account> gone = accounts(remove);
    boolean themselves = gone.size() == 1 && gone.getFirst().phone().equals(actor.phone());
    return actor.name() + (themselves ? " left" : " removed " + people(remove));
  }

  private String people(Node child) {
    return accounts(child).stream()
        .map(person -> parts.own(person) ? "you" : person.name())
        .collect(Collectors.joining(", "));
  }

  private List<Account> accounts(Node child) {
    return child.children("participant").stream()
        .flatMap(participant -> participant.jid("jid").stream())
        .flatMap(jid -> parts.find(jid).stream())
        .toList();
  }
}
