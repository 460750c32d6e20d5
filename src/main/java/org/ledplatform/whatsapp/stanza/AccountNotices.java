package org.ledplatform.whatsapp.stanza;

import java.time.Duration;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.node.Node;

/** What another device of our own account changed (protocol §6.8, {@code account_sync}). */
final class AccountNotices {

  private AccountNotices() {}

  static void read(
      Node notification,
      DeviceDirectory directory,
      Blocklists blocklists,
      Consumer<? super DeviceEvent> events) {
    for (Node told : notification.children()) {
      switch (told.tag()) {
        case "devices" -> {
          directory.forget(notification.requireJid("from"));
          events.accept(new StateEvent.AccountChanged("devices"));
        }
        case "disappearing_mode" ->
            events.accept(
                new StateEvent.DisappearingModeChanged(
                    Duration.ofSeconds(Math.max(0, told.number("duration").orElse(0L)))));
        case "blocklist" -> blocklists.hear(told);
        case "privacy", "picture", "status" ->
            events.accept(new StateEvent.AccountChanged(told.tag()));
        default -> {
          // Kinds of a later year; what is acknowledged does no harm.
        }
      }
    }
  }
}
