package org.ledplatform.bot;

import java.util.Optional;

/**
 * One human being on WhatsApp, whichever address arrived. Compare by {@link #id()} alone.
 *
 * @param id canonical: the LID user when known, else the phone number's user
 * @param phoneNumberJid their phone-number address, when known
 * @param lidJid their LID address, when known
 * @param name the name they gave themselves; empty text when unknown
 */
public record Person(
    String id, Optional<String> phoneNumberJid, Optional<String> lidJid, String name) {
  /** Addresses and names are personal, so logs see none of them. */
  @Override
  public String toString() {
    return "Person[…]";
  }
}
