package org.ledplatform.sandbox.server;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Acquaintances;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Delivery;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.message.ParticipantHash;
import org.ledplatform.whatsapp.node.Node;

/**
 * Messages to one person (protocol §8.2, §8.4). Each device of the receiver and each other device
 * of the sender gets it once: its own ciphertext, or word that there is none for it.
 */
final class DirectMessages {

  private final Directory directory;
  private final Acquaintances acquaintances;
  private final Delivery delivery;
  private final Clock clock;

  DirectMessages(Directory directory, Acquaintances acquaintances, Delivery delivery, Clock clock) {
    this.directory = directory;
    this.acquaintances = acquaintances;
    this.delivery = delivery;
    this.clock = clock;
  }

  /**
   * Brings the message to everybody it is for.
   *
   * @return the hash of all devices of both sides when the sender took others for them
   */
  Optional<String> route(Caller caller, Node message) {
    Jid to = message.requireJid("to");
    Account recipient = recipient(caller, to);
    if (message.has("category", "peer") && !same(recipient, caller.account())) {
      throw new MessageRefused(MessageRefused.MALFORMED);
    }
    List<Node> direct = message.children("enc");
    if (!direct.isEmpty()) {
      toOneDevice(caller, message, recipient, direct);
      return Optional.empty();
    }
    boolean blocked = blocks(recipient, caller.account());
    Map<DeviceId, List<Node>> ciphertexts =
        new Ciphertexts(directory, caller, List.of(recipient, caller.account()), Optional.empty())
            .split(message);
    acquaintances.meet(caller.account(), recipient);
    boolean everybody = !message.has("device_fanout", "false");
    for (Account side :
        same(recipient, caller.account()) || blocked
            ? List.of(caller.account())
            : List.of(recipient, caller.account())) {
      for (Device device : directory.devices(side)) {
        Optional<List<Node>> own = Optional.ofNullable(ciphertexts.get(device.id()));
        if (!device.id().equals(caller.device().id()) && (everybody || own.isPresent())) {
          delivery.enqueue(device.id(), stanza(caller, message, recipient, device.id(), own));
        }
      }
    }
    return everybody ? hash(caller, message, recipient) : Optional.empty();
  }

  /**
   * What goes to another device of one's own is about a chat, or between the two (protocol §8.4).
   */
  private static void requireChat(Caller caller, Node message, Account recipient) {
    if (same(recipient, caller.account())
        && !message.has("category", "peer")
        && message.attribute("recipient").isEmpty()) {
      throw new MessageRefused(MessageRefused.MALFORMED);
    }
  }

  /** Told only to whoever encrypted for other devices than there are. */
  private Optional<String> hash(Caller caller, Node message, Account recipient) {
    Jid to = message.requireJid("to");
    Set<Jid> devices = new HashSet<>();
    for (Account side : List.of(recipient, caller.account())) {
      directory
          .devices(side)
          .forEach(device -> devices.add(side.jid(to.isLid()).withDevice(device.id().number())));
    }
    Set<Jid> named =
        message.requireChild("participants").children("to").stream()
            .map(part -> part.requireJid("jid"))
            .map(jid -> sameForm(caller, jid, to.isLid()))
            .collect(Collectors.toSet());
    named.add(caller.account().jid(to.isLid()).withDevice(caller.device().id().number()));
    return named.equals(devices) ? Optional.empty() : Optional.of(ParticipantHash.of(devices));
  }

  private Jid sameForm(Caller caller, Jid jid, boolean lid) {
    return directory
        .find(caller.account().tenant(), jid.withoutDevice())
        .map(account -> account.jid(lid).withDevice(jid.device()))
        .orElse(jid);
  }

  /**
   * For one device: a peer message (protocol §8.2) or one that was asked for again (§8.7), and says
   * so. A copy of the ciphertext among participants is the same message. Any other message names
   * its devices: a sender who forgets them would leave everybody else's out.
   */
  private void toOneDevice(Caller caller, Node message, Account recipient, List<Node> direct) {
    if (!message.has("category", "peer") && !message.has("device_fanout", "false")) {
      throw new MessageRefused(MessageRefused.MALFORMED);
    }
    Ciphertexts.check(directory, caller, message, direct);
    requireChat(caller, message, recipient);
    DeviceId target = new DeviceId(recipient.phone(), message.requireJid("to").device());
    if (directory.device(target).isEmpty() || target.equals(caller.device().id())) {
      throw new MessageRefused(MessageRefused.UNKNOWN);
    }
    if (!blocks(recipient, caller.account())) {
      delivery.enqueue(target, stanza(caller, message, recipient, target, Optional.of(direct)));
    }
  }

  /** Whoever is blocked does not learn of it: the message is taken and goes nowhere. */
  private static boolean blocks(Account recipient, Account sender) {
    return recipient.blocked().contains(sender.phoneJid().toString())
        || recipient.blocked().contains(sender.lidJid().toString());
  }

  private Account recipient(Caller caller, Jid to) {
    if (to.server() != Server.PHONE && to.server() != Server.LID) {
      throw new MessageRefused(MessageRefused.UNKNOWN);
    }
    return directory
        .find(caller.account().tenant(), to)
        .orElseThrow(() -> new MessageRefused(MessageRefused.UNKNOWN));
  }

  private Node stanza(
      Caller caller,
      Node message,
      Account recipient,
      DeviceId receiver,
      Optional<List<Node>> ciphertexts) {
    Jid to = message.requireJid("to");
    Account sender = caller.account();
    Node stanza =
        Node.of("message")
            .with("from", sender.jid(to.isLid()).withDevice(caller.device().id().number()))
            .with("id", message.require("id"))
            .with("type", message.attribute("type").orElse("text"))
            .with("t", clock.instant().getEpochSecond())
            .with("notify", sender.name())
            .with("edit", message.attribute("edit"))
            .with("category", message.attribute("category"));
    if (!receiver.phone().equals(sender.phone())) {
      stanza =
          to.isLid()
              ? stanza.with("sender_pn", sender.phoneJid())
              : stanza.with("sender_lid", sender.lidJid());
    } else if (!message.has("category", "peer")) {
      stanza = toOwnDevice(stanza, caller, message, recipient);
    }
    return MessageParts.fill(stanza, message, ciphertexts);
  }

  /** What the sender wrote elsewhere: names the chat. */
  private Node toOwnDevice(Node stanza, Caller caller, Node message, Account recipient) {
    Jid to = message.requireJid("to");
    // When one of our devices asks again for what we wrote to somebody, the chat is named apart.
    Jid chat =
        same(recipient, caller.account())
            ? message.jid("recipient").orElse(to).withoutDevice()
            : to.withoutDevice();
    Node named = stanza.with("recipient", chat);
    return directory
        .find(caller.account().tenant(), chat)
        .map(
            account ->
                chat.isLid()
                    ? named.with("peer_recipient_pn", account.phoneJid())
                    : named.with("peer_recipient_lid", account.lidJid()))
        .orElse(named);
  }

  private static boolean same(Account one, Account other) {
    return one.phone().equals(other.phone());
  }
}
