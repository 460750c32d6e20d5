package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.stanza.DeviceDirectory;

/**
 * Learns the new LID of people whom the network says to have one (protocol §14): what was known is
 * dropped and the network asked, at most once in five minutes for each person. Lives on the lane.
 */
final class StaleAddresses {

  private static final Duration PAUSE = Duration.ofMinutes(5);
  private static final int REMEMBERED = 256;

  private final Contacts contacts;
  private final DeviceDirectory directory;
  private final Clock clock;
  private final Consumer<String> note;
  private final Map<Jid, Instant> asked =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Jid, Instant> eldest) {
          return size() > REMEMBERED;
        }
      };

  StaleAddresses(Contacts contacts, DeviceDirectory directory, Clock clock, Consumer<String> note) {
    this.contacts = contacts;
    this.directory = directory;
    this.clock = clock;
    this.note = note;
  }

  /** The network says that this person has another LID. */
  void stale(Jid person) {
    Jid phone = contacts.phoneOf(person).orElse(person);
    if (clock.instant().isBefore(asked.getOrDefault(phone, Instant.EPOCH).plus(PAUSE))) {
      return;
    }
    asked.put(phone, clock.instant());
    directory.forget(person);
    contacts.forgetLid(person);
    directory.find(
        List.of(phone),
        _ -> {},
        failure -> note.accept("A new LID could not be asked for: " + failure.text()));
  }
}
