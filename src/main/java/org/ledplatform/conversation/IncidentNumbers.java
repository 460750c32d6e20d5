package org.ledplatform.conversation;

import java.util.random.RandomGenerator;

/**
 * Numbers under which a crash is found in the logs: six characters that are easy to read out, so
 * none of {@code I L O U}.
 */
public final class IncidentNumbers {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 6;

  private final RandomGenerator random;

  /**
   * @param random safe for use by many threads
   */
  public IncidentNumbers(RandomGenerator random) {
    this.random = random;
  }

  /** A new number. */
  public String next() {
    var number = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      number.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return number.toString();
  }
}
