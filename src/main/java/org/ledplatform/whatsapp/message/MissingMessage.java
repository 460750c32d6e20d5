package org.ledplatform.whatsapp.message;

import java.time.Instant;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.MessageKey;

/**
 * A message that this device did not get, and that our own phone may have.
 *
 * @param name names it here: the same for both addresses of a person
 * @param key names it as our phone does
 * @param chat where it would have appeared
 * @param sender who wrote it, without a device
 * @param due when our phone is asked next, or when that is given up
 * @param asked how often it was asked
 */
public record MissingMessage(
    String name, MessageKey key, Jid chat, Jid sender, Instant sentAt, Instant due, int asked) {

  /** The same after another try. */
  MissingMessage askedUntil(Instant next) {
    return new MissingMessage(name, key, chat, sender, sentAt, next, asked + 1);
  }

  /** Addresses are personal, so logs see the id alone. */
  @Override
  public String toString() {
    return "MissingMessage[" + key.getId() + "]";
  }
}
