package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.stanza.DeviceDirectory;

/**
 * Learns the new LID of people whom the network says to have one (protocol §14): what was known is
 * dropped and the network asked, at most once in five minutes for each person. Lives on the lane.
 */
final class StaleAddresses {

  private final Contacts contacts;
  private final DeviceDirectory directory;
  private final Consumer<String> note;
  private final Pauses pauses;

  StaleAddresses(Contacts contacts, DeviceDirectory directory, Clock clock, Consumer<String> note) {
    this.contacts = contacts;
    this.directory = directory;
    this.note = note;
    this.pauses = new Pauses(clock);
  }

  /** The network says that this person has another LID. */
  void stale(Jid person) {
    Jid phone = contacts.phoneOf(person).orElse(person);
    if (!pauses.over(phone)) {
      return;
    }
    directory.forget(person);
    contacts.forgetLid(person);
    directory.find(
        List.of(phone),
        _ -> {},
        failure -> note.accept("A new LID could not be asked for: " + failure.text()));
  }
}
