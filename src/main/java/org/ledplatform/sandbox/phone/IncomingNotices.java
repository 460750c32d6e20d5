package org.ledplatform.sandbox.phone;

import java.util.List;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.delivery.Notices;
import org.ledplatform.whatsapp.appstate.AppStateCollection;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** What the server tells a phone: keys run low, companions come and go (protocol §6.8). */
final class IncomingNotices {

  private final PhoneParts parts;

  IncomingNotices(PhoneParts parts) {
    this.parts = parts;
  }

  void handle(Node notification) {
    switch (notification.require("type")) {
      case "encrypt" -> parts.line().ask(parts.keys().upload(parts.ids().next()));
      case "w:gp2" -> new GroupLines(parts).show(notification);
      case "server_sync" -> collections(notification).forEach(new PhoneSnapshots(parts)::consider);
      case Notices.SNAPSHOT_LOST ->
          collections(notification).forEach(new PhoneSnapshots(parts)::restore);
      case "devices" -> devicesChanged(notification.requireJid("from"));
      case Notices.COMPANION_READY ->
          welcome(Math.toIntExact(notification.requireChild("device").number("id").orElseThrow()));
      default -> {}
    }
    parts.acknowledge(notification);
  }

  private static List<AppStateCollection> collections(Node notification) {
    return notification.children("collection").stream()
        .flatMap(node -> AppStateCollection.named(node.require("name")).stream())
        .toList();
  }

  private void devicesChanged(Jid whose) {
    Account self = parts.self();
    if (whose.equals(self.phoneJid())) {
      parts.server().publishKeyIndexes(self.phone(), () -> KeyIndexes.now(parts));
    }
  }

  private void welcome(int companion) {
    parts
        .letters()
        .sendPeer(
            companion,
            parts.ids().next(),
            CompanionWelcome.appStateKey(
                parts.keys().identity().identityKey(),
                parts.about().getRawId(),
                parts.clock().instant()));
    parts.server().devices(parts.self()).stream()
        .filter(device -> device.id().number() == companion)
        .forEach(new HistoryMail(parts)::welcome);
  }
}
