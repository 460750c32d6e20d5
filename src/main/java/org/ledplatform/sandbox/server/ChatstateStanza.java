package org.ledplatform.sandbox.server;

import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Delivery;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** Somebody types: told to who is there, never kept (protocol §6.7). */
final class ChatstateStanza implements StanzaHandler {

  private final Directory directory;
  private final Delivery delivery;

  ChatstateStanza(Directory directory, Delivery delivery) {
    this.directory = directory;
    this.delivery = delivery;
  }

  @Override
  public void handle(Caller caller, Node chatstate) {
    Jid to = chatstate.requireJid("to");
    Jid from = caller.account().jid(to.isLid()).withDevice(caller.device().id().number());
    Node told = Node.of("chatstate").with("from", from).holding(chatstate.children());
    directory
        .find(caller.account().tenant(), to)
        .filter(account -> !account.phone().equals(caller.account().phone()))
        .map(directory::devices)
        .ifPresent(devices -> devices.forEach(d -> delivery.passing(d.id(), told)));
  }
}
