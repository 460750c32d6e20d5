package org.ledplatform.sandbox.server;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Acquaintances;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Delivery;
import org.ledplatform.sandbox.group.Group;
import org.ledplatform.sandbox.group.Groups;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.message.ParticipantHash;
import org.ledplatform.whatsapp.node.Node;

/**
 * Messages that are encrypted once for many (protocol §8.3, §8.4): to the members of a group at
 * this moment, or to the people who see somebody's status. A device gets its own part, with the
 * key, in front of the common one.
 */
final class GroupMessages {

  private static final String REVOKE_BY_ADMIN = "8";

  private final Directory directory;
  private final Acquaintances acquaintances;
  private final Groups groups;
  private final Delivery delivery;
  private final Clock clock;

  GroupMessages(
      Directory directory,
      Acquaintances acquaintances,
      Groups groups,
      Delivery delivery,
      Clock clock) {
    this.directory = directory;
    this.acquaintances = acquaintances;
    this.groups = groups;
    this.delivery = delivery;
    this.clock = clock;
  }

  /** A message on its way: who gets it, and how its sender is addressed. */
  private record Round(Caller caller, Node message, List<Account> people, boolean byLid) {}

  /**
   * Brings a message to a group.
   *
   * @return the hash of all devices in it when the sender named another one
   * @throws MessageRefused when the sender may not write there, or not so
   */
  Optional<String> toGroup(Caller caller, Node message) {
    Group group =
        groups
            .find(caller.account().tenant(), message.requireJid("to"))
            .orElseThrow(() -> new MessageRefused(MessageRefused.UNKNOWN));
    boolean forAdmins = group.settings().announcement() || message.has("edit", REVOKE_BY_ADMIN);
    boolean silenced = forAdmins && !group.admin(caller.account());
    if (!group.has(caller.account()) || silenced) {
      throw new MessageRefused(MessageRefused.FORBIDDEN);
    }
    if (message
        .attribute("addressing_mode")
        .filter(m -> !m.equals(group.addressing()))
        .isPresent()) {
      throw new MessageRefused(MessageRefused.WRONG_KIND);
    }
    List<Account> members =
        group.members().keySet().stream().flatMap(p -> directory.byPhone(p).stream()).toList();
    send(new Round(caller, message, members, group.byLid()));
    return message
        .attribute("phash")
        .flatMap(told -> Optional.of(hash(group, members)).filter(h -> !h.equals(told)));
  }

  /**
   * Brings a status to those who chatted with its author, and to those for whom it holds a part.
   */
  void toStatus(Caller caller, Node message) {
    List<Jid> named =
        message
            .child("participants")
            .map(list -> list.children("to").stream().map(to -> to.requireJid("jid")).toList())
            .orElse(List.of());
    List<Account> people = new ArrayList<>(List.of(caller.account()));
    for (Account other : directory.accounts(caller.account().tenant())) {
      boolean wanted =
          acquaintances.know(caller.account(), other)
              || named.stream().anyMatch(jid -> jid.sameUser(other.jid(jid.isLid())));
      if (wanted && !other.phone().equals(caller.account().phone())) {
        people.add(other);
      }
    }
    boolean byLid = message.has("addressing_mode", "lid") || named.stream().anyMatch(Jid::isLid);
    send(new Round(caller, message, people, byLid));
  }

  private void send(Round round) {
    List<Node> direct =
        round.message().children("enc").stream().filter(e -> !e.has("type", "skmsg")).toList();
    if (round.message().attribute("participant").isPresent()) {
      again(round, direct);
      return;
    }
    List<Node> common = round.message().children("enc");
    boolean shaped =
        common.size() == 1
            && direct.isEmpty()
            && common.getFirst().has("v", "2")
            && common.getFirst().bytes().length > 0;
    if (!shaped) {
      throw new MessageRefused(MessageRefused.MALFORMED);
    }
    Ciphertexts ciphertexts =
        new Ciphertexts(directory, round.caller(), round.people(), addressing(round));
    Map<DeviceId, List<Node>> own =
        round.message().child("participants").isPresent()
            ? ciphertexts.split(round.message())
            : Map.of();
    for (Account person : round.people()) {
      for (Device device : directory.devices(person)) {
        if (!device.id().equals(round.caller().device().id())) {
          List<Node> parts = new ArrayList<>(own.getOrDefault(device.id(), List.of()));
          parts.addAll(common);
          delivery.enqueue(device.id(), stanza(round, parts));
        }
      }
    }
  }

  /** For the one device that asked for it again (protocol §8.7). */
  private void again(Round round, List<Node> direct) {
    Ciphertexts.check(directory, round.caller(), round.message(), direct);
    Jid participant = round.message().requireJid("participant");
    DeviceId target =
        round.people().stream()
            .filter(person -> participant.sameUser(person.jid(participant.isLid())))
            .findFirst()
            .map(person -> new DeviceId(person.phone(), participant.device()))
            .filter(device -> directory.device(device).isPresent())
            .filter(device -> !device.equals(round.caller().device().id()))
            .orElseThrow(() -> new MessageRefused(MessageRefused.UNKNOWN));
    delivery.enqueue(target, stanza(round, direct));
  }

  private Node stanza(Round round, List<Node> parts) {
    Account sender = round.caller().account();
    Node message = round.message();
    Node stanza =
        Node.of("message")
            .with("from", message.require("to"))
            .with(
                "participant",
                sender.jid(round.byLid()).withDevice(round.caller().device().id().number()))
            .with("id", message.require("id"))
            .with("type", message.attribute("type").orElse("text"))
            .with("t", clock.instant().getEpochSecond())
            .with("notify", sender.name())
            .with("addressing_mode", round.byLid() ? "lid" : "pn")
            .with("edit", message.attribute("edit"))
            .with("expiration", message.attribute("expiration"));
    stanza =
        round.byLid()
            ? stanza.with("participant_pn", sender.phoneJid())
            : stanza.with("participant_lid", sender.lidJid());
    return MessageParts.fill(stanza, message, Optional.of(parts));
  }

  private String hash(Group group, List<Account> members) {
    List<Jid> devices =
        members.stream()
            .flatMap(
                member ->
                    directory.devices(member).stream()
                        .map(device -> group.address(member).withDevice(device.id().number())))
            .toList();
    return ParticipantHash.of(devices);
  }

  private static Optional<Server> addressing(Round round) {
    return round.message().requireJid("to").isGroup()
        ? Optional.of(round.byLid() ? Server.LID : Server.PHONE)
        : Optional.empty();
  }
}
