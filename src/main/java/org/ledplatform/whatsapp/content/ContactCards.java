package org.ledplatform.whatsapp.content;

import java.util.List;

/**
 * People to add to an address book.
 *
 * @param name of the set of cards; of the person when there is one card
 * @param cards at least one
 */
public record ContactCards(String name, List<Card> cards) implements Content {

  public ContactCards {
    cards = List.copyOf(cards);
  }

  /**
   * One person.
   *
   * @param vcard as in RFC 2426
   */
  public record Card(String name, String vcard) {

    /**
     * A person with one phone number.
     *
     * @param number digits with the country code, without a plus sign
     */
    public static Card of(String name, String number) {
      String shown = plain(name);
      return new Card(
          name,
          "BEGIN:VCARD\nVERSION:3.0\nFN:"
              + shown
              + "\nTEL;type=CELL;waid="
              + plain(number)
              + ":+"
              + plain(number)
              + "\nEND:VCARD");
    }

    /** One line, and nothing that begins another property. */
    private static String plain(String text) {
      return text.replace("\\", "\\\\")
          .replace(";", "\\;")
          .replace(",", "\\,")
          .replaceAll("\\R", " ");
    }

    /** People are private, so logs see none of them. */
    @Override
    public String toString() {
      return "Card[…]";
    }
  }

  /** People are private, so logs see none of them. */
  @Override
  public String toString() {
    return "ContactCards[…]";
  }
}
