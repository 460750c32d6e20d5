package org.ledplatform.whatsapp.pairing;

import java.security.SecureRandom;
import java.util.Locale;

/**
 * The eight characters that a companion shows and a person types into the phone (protocol §5.3).
 *
 * @param text without a dash, in upper case
 */
public record LinkCode(String text) {

  /** Characters in a code. */
  public static final int LENGTH = 8;

  /** Those that nobody takes for another: no 0, I, O and U. */
  private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTVWXYZ";

  /**
   * @throws NotALinkCodeException unless it is eight characters of the alphabet
   */
  public LinkCode {
    if (text.length() != LENGTH || text.chars().anyMatch(c -> ALPHABET.indexOf(c) < 0)) {
      throw new NotALinkCodeException(
          "A pairing code has 8 digits and letters, without 0, I, O and U");
    }
  }

  /** A new code: 40 random bits. */
  public static LinkCode generate(SecureRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new LinkCode(text.toString());
  }

  /**
   * What a person typed: in any case, with dashes and spaces anywhere.
   *
   * @throws NotALinkCodeException when it cannot be a code
   */
  public static LinkCode parse(String typed) {
    return new LinkCode(typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT));
  }

  /** As it is shown: {@code ABCD-EFGH}. */
  public String shown() {
    return text.substring(0, LENGTH / 2) + "-" + text.substring(LENGTH / 2);
  }

  /** A code must not reach a log. */
  @Override
  public String toString() {
    return "LinkCode[…]";
  }
}
