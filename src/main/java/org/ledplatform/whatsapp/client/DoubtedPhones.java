package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.Self;
import org.ledplatform.whatsapp.stanza.SessionSupply;

/**
 * Asks the network for the keys of a phone whose companions show another account than we know: the
 * phone may have been set up anew, and its companion's message may be here before anybody told. At
 * most once in five minutes for each person; our own phone is known from the pairing. Lives on the
 * lane.
 */
final class DoubtedPhones {

  private final Self self;
  private final Contacts contacts;
  private final SessionSupply sessions;
  private final Consumer<String> note;
  private final Pauses pauses;

  DoubtedPhones(
      Self self, Contacts contacts, SessionSupply sessions, Clock clock, Consumer<String> note) {
    this.self = self;
    this.contacts = contacts;
    this.sessions = sessions;
    this.note = note;
    this.pauses = new Pauses(clock);
  }

  /**
   * A companion of this person was not believed, and would be if the phone had another identity.
   */
  void doubted(Jid person) {
    if (!self.isMe(person) && pauses.over(contacts.canonical(person))) {
      sessions.check(
          person.withDevice(0),
          failure -> note.accept("A phone's keys could not be asked for: " + failure.text()));
    }
  }
}
