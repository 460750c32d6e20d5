package org.ledplatform.sandbox.server;

import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Delivery;
import org.ledplatform.sandbox.group.Group;
import org.ledplatform.sandbox.group.Groups;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** Somebody types: told to who is there, never kept (protocol §6.7). */
final class ChatstateStanza implements StanzaHandler {

  private final Directory directory;
  private final Groups groups;
  private final Delivery delivery;

  ChatstateStanza(Directory directory, Groups groups, Delivery delivery) {
    this.directory = directory;
    this.groups = groups;
    this.delivery = delivery;
  }

  @Override
  public void handle(Caller caller, Node chatstate) {
    Jid to = chatstate.requireJid("to");
    if (to.isGroup()) {
      groups
          .find(caller.account().tenant(), to)
          .filter(group -> group.has(caller.account()))
          .ifPresent(group -> tellGroup(caller, group, chatstate));
      return;
    }
    Jid from = caller.account().jid(to.isLid()).withDevice(caller.device().id().number());
    Node told = Node.of("chatstate").with("from", from).holding(chatstate.children());
    directory
        .find(caller.account().tenant(), to)
        .filter(account -> !account.phone().equals(caller.account().phone()))
        .map(directory::devices)
        .ifPresent(devices -> devices.forEach(d -> delivery.passing(d.id(), told)));
  }

  private void tellGroup(Caller caller, Group group, Node chatstate) {
    Jid participant = group.address(caller.account()).withDevice(caller.device().id().number());
    Node told =
        Node.of("chatstate")
            .with("from", group.jid())
            .with("participant", participant)
            .holding(chatstate.children());
    group.members().keySet().stream()
        .filter(phone -> !phone.equals(caller.account().phone()))
        .flatMap(phone -> directory.byPhone(phone).stream())
        .flatMap(member -> directory.devices(member).stream())
        .forEach(device -> delivery.passing(device.id(), told));
  }
}
