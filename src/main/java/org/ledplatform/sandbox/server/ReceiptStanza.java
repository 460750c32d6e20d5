package org.ledplatform.sandbox.server;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.account.Privacy;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Delivery;
import org.ledplatform.sandbox.group.Groups;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/**
 * What became of a message: takes it off the receiver's queue and tells its author (protocol §8.6);
 * a request to send again goes to the author's device only (§8.7).
 */
final class ReceiptStanza implements StanzaHandler {

  private final Directory directory;
  private final Groups groups;
  private final Delivery delivery;
  private final Clock clock;

  ReceiptStanza(Directory directory, Groups groups, Delivery delivery, Clock clock) {
    this.directory = directory;
    this.groups = groups;
    this.delivery = delivery;
    this.clock = clock;
  }

  @Override
  public void handle(Caller caller, Node receipt) {
    Jid to = receipt.requireJid("to");
    String id = receipt.require("id");
    caller
        .session()
        .put(
            Node.of("ack")
                .with("class", "receipt")
                .with("id", id)
                .with("from", to)
                .with("type", receipt.attribute("type"))
                .with("participant", receipt.attribute("participant")));
    for (String each : ids(receipt)) {
      delivery.settle(
          caller.session(),
          Answers.confirmed(receipt, each, (one, other) -> same(caller, one, other)));
    }
    Optional<Jid> named = Answers.shared(to) ? receipt.jid("participant") : Optional.of(to);
    Optional<Account> author = named.flatMap(jid -> directory.find(caller.account().tenant(), jid));
    if (author.isPresent() && mayTell(caller, to)) {
      tell(caller, receipt, author.get(), named.orElseThrow().device());
    }
  }

  private boolean same(Caller caller, Jid one, Jid other) {
    String tenant = caller.account().tenant();
    return one.equals(other)
        || one.device() == other.device()
            && directory
                .find(tenant, one)
                .filter(
                    a ->
                        directory
                            .find(tenant, other)
                            .filter(b -> b.phone().equals(a.phone()))
                            .isPresent())
                .isPresent();
  }

  private void tell(Caller caller, Node receipt, Account author, int device) {
    String type = receipt.attribute("type").orElse("");
    boolean own = author.phone().equals(caller.account().phone());
    switch (type) {
      case "retry" -> retry(caller, receipt, new DeviceId(author.phone(), device));
      case "", "inactive", "read", "played" -> {
        boolean hidden =
            type.equals("read")
                && !Answers.shared(receipt.requireJid("to"))
                && !Privacy.tellReading(caller.account(), author);
        if (!own && !hidden) {
          tellAuthor(caller, receipt, author);
        }
        if (type.equals("read") || type.equals("played")) {
          tellOwn(caller, receipt, type + "-self");
        }
      }
      case "server-error" -> {
        if (own) {
          delivery.enqueue(new DeviceId(author.phone(), 0), forwarded(caller, receipt));
        }
      }
      case "read-self", "played-self" -> tellOwn(caller, receipt, type);
      // The rest is between the account's own devices and the server.
      default -> {}
    }
  }

  /** Who is no longer in a group has nothing to say to it. */
  private boolean mayTell(Caller caller, Jid chat) {
    return !chat.isGroup()
        || groups
            .find(caller.account().tenant(), chat)
            .filter(group -> group.has(caller.account()))
            .isPresent();
  }

  private static List<String> ids(Node receipt) {
    List<String> ids = new ArrayList<>();
    ids.add(receipt.require("id"));
    receipt
        .child("list")
        .ifPresent(list -> list.children("item").forEach(item -> ids.add(item.require("id"))));
    return ids;
  }

  private void retry(Caller caller, Node receipt, DeviceId author) {
    if (directory.device(author).isPresent() && !author.equals(caller.device().id())) {
      delivery.enqueue(author, forwarded(caller, receipt));
    }
  }

  private void tellAuthor(Caller caller, Node receipt, Account author) {
    for (Device device : directory.devices(author)) {
      delivery.enqueue(device.id(), forwarded(caller, receipt));
    }
  }

  private void tellOwn(Caller caller, Node receipt, String type) {
    Jid to = receipt.requireJid("to");
    Node told = forwarded(caller, receipt).with("type", type);
    Node named = Answers.shared(to) ? told : told.with("recipient", to.withoutDevice());
    for (Device device : directory.devices(caller.account())) {
      if (!device.id().equals(caller.device().id())) {
        delivery.enqueue(device.id(), named);
      }
    }
  }

  private Node forwarded(Caller caller, Node receipt) {
    Jid to = receipt.requireJid("to");
    Jid author = Answers.shared(to) ? receipt.requireJid("participant") : to;
    Jid reader = caller.account().jid(author.isLid()).withDevice(caller.device().id().number());
    Node told =
        Answers.shared(to)
            ? Node.of("receipt").with("from", to).with("participant", reader)
            : Node.of("receipt").with("from", reader);
    return told.with("id", receipt.require("id"))
        .with("type", receipt.attribute("type"))
        .with("recipient", receipt.attribute("recipient"))
        .with("t", clock.instant().getEpochSecond())
        .holding(receipt.children());
  }
}
