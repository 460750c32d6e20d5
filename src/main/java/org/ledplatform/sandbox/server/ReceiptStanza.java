package org.ledplatform.sandbox.server;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Delivery;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/**
 * What became of a message: takes it off the receiver's queue and tells its author (protocol §8.6);
 * a request to send again goes to the author's device only (§8.7).
 */
final class ReceiptStanza implements StanzaHandler {

  private final Directory directory;
  private final Delivery delivery;
  private final Clock clock;

  ReceiptStanza(Directory directory, Delivery delivery, Clock clock) {
    this.directory = directory;
    this.delivery = delivery;
    this.clock = clock;
  }

  @Override
  public void handle(Caller caller, Node receipt) {
    Jid to = receipt.requireJid("to");
    String id = receipt.require("id");
    String type = receipt.attribute("type").orElse("");
    caller
        .session()
        .put(
            Node.of("ack")
                .with("class", "receipt")
                .with("id", id)
                .with("from", receipt.require("to"))
                .with("type", receipt.attribute("type"))
                .with("participant", receipt.attribute("participant")));
    Optional<Account> author = directory.find(caller.account().tenant(), to);
    if (author.isEmpty()) {
      return;
    }
    settle(caller, receipt, author.get());
    boolean own = author.get().phone().equals(caller.account().phone());
    switch (type) {
      case "retry" -> retry(caller, receipt, new DeviceId(author.get().phone(), to.device()));
      case "", "inactive", "read", "played" -> {
        if (!own) {
          tellAuthor(caller, receipt, author.get());
        }
        if (type.equals("read") || type.equals("played")) {
          tellOwn(caller, receipt, type + "-self");
        }
      }
      case "read-self", "played-self" -> tellOwn(caller, receipt, type);
      // The rest is between the account's own devices and the server.
      default -> {}
    }
  }

  private void settle(Caller caller, Node receipt, Account author) {
    for (String id : ids(receipt)) {
      delivery.settle(
          caller.session(),
          n ->
              n.tag().equals("message")
                  && n.has("id", id)
                  && n.jid("from")
                      .flatMap(from -> directory.find(author.tenant(), from))
                      .filter(from -> from.phone().equals(author.phone()))
                      .isPresent());
    }
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
    for (Device device : directory.devices(caller.account())) {
      if (!device.id().equals(caller.device().id())) {
        delivery.enqueue(
            device.id(),
            forwarded(caller, receipt)
                .with("type", type)
                .with("recipient", receipt.requireJid("to").withoutDevice()));
      }
    }
  }

  private Node forwarded(Caller caller, Node receipt) {
    boolean lid = receipt.requireJid("to").isLid();
    return Node.of("receipt")
        .with("from", caller.account().jid(lid).withDevice(caller.device().id().number()))
        .with("id", receipt.require("id"))
        .with("type", receipt.attribute("type"))
        .with("recipient", receipt.attribute("recipient"))
        .with("t", clock.instant().getEpochSecond())
        .holding(receipt.children());
  }
}
