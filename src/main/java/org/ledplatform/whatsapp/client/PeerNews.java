package org.ledplatform.whatsapp.client;

import java.util.function.Consumer;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.LidMigration;
import org.ledplatform.whatsapp.message.MalformedContentException;
import org.ledplatform.whatsapp.message.PeerNotices;

/** Deals with what our own phone told, now or before a crash (protocol §6.9). Lives on the lane. */
final class PeerNews {

  private final PeerNotices notices;
  private final Contacts contacts;
  private final Consumer<String> note;

  PeerNews(PeerNotices notices, Contacts contacts, Consumer<String> note) {
    this.notices = notices;
    this.contacts = contacts;
    this.note = note;
  }

  /** Deals with every notice that waits. */
  void dealWithAll() {
    for (PeerNotices.Notice notice : notices.waiting()) {
      try {
        dealWith(notice);
      } catch (MalformedContentException e) {
        note.accept("Our phone told something that cannot be read: " + e.getMessage());
      }
      notices.settle(notice.name());
    }
  }

  private void dealWith(PeerNotices.Notice notice) {
    if (notice.told().hasLidMigrationMappingSyncMessage()) {
      contacts.suggest(
          LidMigration.read(
              notice.told().getLidMigrationMappingSyncMessage().getEncodedMappingPayload()));
    }
  }
}
