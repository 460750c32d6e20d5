package org.ledplatform.whatsapp.stanza;

import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.ledplatform.whatsapp.appstate.AppStateCollection;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.LidMap;
import org.ledplatform.whatsapp.message.TrustTokens;
import org.ledplatform.whatsapp.node.Node;

/**
 * {@code <notification>}: something about an account or a device changed (protocol §6.8). Every
 * kind is acknowledged; these have an effect: pre-keys running low, a changed identity, changed
 * devices.
 */
public final class NotificationStanza implements StanzaHandler {

  private final NodeSender out;
  private final Contacts contacts;
  private final DeviceDirectory directory;
  private final GroupNotices groups;
  private final Blocklists blocklists;
  private final TrustTokens tokens;
  private final Consumer<DeviceEvent> events;

  public NotificationStanza(
      NodeSender out,
      Contacts contacts,
      DeviceDirectory directory,
      GroupNotices groups,
      Blocklists blocklists,
      TrustTokens tokens,
      Consumer<DeviceEvent> events) {
    this.out = out;
    this.contacts = contacts;
    this.directory = directory;
    this.groups = groups;
    this.blocklists = blocklists;
    this.tokens = tokens;
    this.events = events;
  }

  @Override
  public void handle(Node notification) {
    Node ack = Acks.of(notification);
    Jid from = notification.requireJid("from");
    switch (notification.attribute("type").orElse("")) {
      case "encrypt" -> handleEncrypt(notification, from);
      case "contacts" -> notification.child("modify").ifPresent(this::renumber);
      case "devices" -> handleDevices(notification, from);
      case "account_sync" -> AccountNotices.read(notification, directory, blocklists, events);
      case "server_sync" -> events.accept(collections(notification));
      case "privacy_token" -> trusted(notification, from);
      case "w:gp2" -> groups.hear(notification);
      case "mediaretry" -> events.accept(new DeviceEvent.MediaRetryTold(notification));
      default -> {
        // Pictures, privacy and the like: later features will listen here.
      }
    }
    out.send(ack);
  }

  /** Somebody moved to another number: they stay the same person (protocol §6.8). */
  private void renumber(Node modify) {
    Jid before = modify.requireJid("old").withoutDevice();
    Jid now = modify.requireJid("new").withoutDevice();
    if (!before.isPhone() || !now.isPhone() || before.equals(now)) {
      return;
    }
    contacts.renumber(before, now);
    contacts.learn(
        modify.jid("new_lid").flatMap(lid -> LidMap.Pair.of(now, lid)).stream().toList());
    directory.forget(before);
    directory.forget(now);
    events.accept(new StateEvent.NumberChanged(before, now));
  }

  private void handleEncrypt(Node notification, Jid from) {
    notification
        .child("count")
        .flatMap(count -> count.number("value"))
        .ifPresent(left -> events.accept(new DeviceEvent.PreKeysLeft(left.intValue())));
    if (notification.child("identity").isPresent()) {
      contacts.forgetSessions(from);
      directory.forget(from);
      events.accept(new StateEvent.IdentityChanged(from.withoutDevice()));
    }
  }

  /** Somebody trusts us: kept before it is acknowledged. */
  private void trusted(Node notification, Jid from) {
    if (from.isPhone() || from.isLid()) {
      contacts.learn(
          notification.jid("sender_lid").flatMap(lid -> LidMap.Pair.of(from, lid)).stream()
              .toList());
      tokens.remember(TrustNotices.read(from.withoutDevice(), notification));
    }
  }

  private static StateEvent collections(Node notification) {
    return new StateEvent.CollectionsChanged(
        notification.children("collection").stream()
            .flatMap(node -> node.attribute("name").stream())
            .flatMap(name -> AppStateCollection.named(name).stream())
            .collect(Collectors.toSet()));
  }

  private void handleDevices(Node notification, Jid from) {
    contacts.learn(
        notification.jid("lid").flatMap(lid -> LidMap.Pair.of(from, lid)).stream().toList());
    notification.child("remove").stream()
        .flatMap(removed -> removed.children("device").stream())
        .flatMap(device -> device.jid("jid").stream())
        .filter(device -> device.isPhone() || device.isLid())
        // People tell about devices of their own alone.
        .filter(device -> contacts.same(device, from))
        .forEach(contacts::forgetSession);
    notification.children().stream()
        .flatMap(change -> change.child("key-index-list").stream())
        .map(Node::bytes)
        .filter(list -> list.length > 0)
        .flatMap(list -> directory.unlinked(from.withoutDevice(), list).stream())
        .forEach(contacts::forgetSession);
    directory.forget(from);
  }
}
