package org.ledplatform.sandbox.server;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.ledplatform.sandbox.account.Directory;

/**
 * Gives out phone numbers and LIDs. No number is ever both: some clients compare people by digits
 * alone (protocol §0). Touched only in a turn.
 */
final class Numbers {

  private static final int LID_DIGITS = 14;

  private final Directory directory;
  private final SecureRandom random;

  Numbers(Directory directory, SecureRandom random) {
    this.directory = directory;
    this.random = random;
  }

  /** The wished number if it is free; without a wish one that is not assigned in the real world. */
  Optional<String> phone(Optional<String> wish) {
    return wish.isPresent()
        ? wish.filter(digits -> !directory.taken(digits))
        : Optional.of(free("1555", 7, random));
  }

  /** A new LID. */
  String lid() {
    return free("9", LID_DIGITS, random);
  }

  /** A new LID, the same one for a seed as long as nobody has it. */
  String lid(long seed) {
    return free("9", LID_DIGITS, new SplittableRandom(seed));
  }

  private String free(String prefix, int digits, RandomGenerator source) {
    return Stream.generate(() -> prefix + digits(digits, source))
        .filter(number -> !directory.taken(number))
        .findFirst()
        .orElseThrow();
  }

  private static String digits(int count, RandomGenerator source) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(source.nextInt(10));
    }
    return text.toString();
  }
}
