package org.ledplatform.whatsapp.client;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.LidMigration;
import org.ledplatform.whatsapp.message.MalformedContentException;
import org.ledplatform.whatsapp.message.PeerNotices;
import org.ledplatform.whatsapp.proto.HistorySyncNotification;

/** Deals with what our own phone told, now or before a crash (protocol §6.9). Lives on the lane. */
final class PeerNews {

  private final PeerNotices notices;
  private final Contacts contacts;
  private final HistoryNews history;
  private final Consumer<ClientEvent> events;
  private final Set<String> reading = new HashSet<>();

  PeerNews(
      PeerNotices notices, Contacts contacts, HistoryNews history, Consumer<ClientEvent> events) {
    this.notices = notices;
    this.contacts = contacts;
    this.history = history;
    this.events = events;
  }

  /** Deals with every notice that waits. */
  void dealWithAll() {
    for (PeerNotices.Notice notice : notices.waiting()) {
      if (notice.told().hasHistorySyncNotification()) {
        read(notice.name(), notice.told().getHistorySyncNotification());
      } else {
        learn(notice);
      }
    }
  }

  private void read(String name, HistorySyncNotification part) {
    if (!reading.add(name)) {
      return;
    }
    history.read(
        part,
        () -> {
          settle(name);
          events.accept(
              new AccountEvent.HistoryRead(part.getSyncType().name(), part.getProgress()));
        },
        why -> {
          settle(name);
          events.accept(new ClientEvent.Noted("A part of the history was not read: " + why));
        });
  }

  private void settle(String name) {
    reading.remove(name);
    notices.settle(name);
  }

  private void learn(PeerNotices.Notice notice) {
    try {
      contacts.suggest(
          LidMigration.read(
              notice.told().getLidMigrationMappingSyncMessage().getEncodedMappingPayload()));
    } catch (MalformedContentException _) {
      events.accept(new ClientEvent.Noted("Our phone told something unreadable"));
    }
    settle(notice.name());
  }
}
