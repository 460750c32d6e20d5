package org.ledplatform.sandbox.server;

import java.security.SecureRandom;
import java.util.Optional;
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
        : Optional.of(free("1555", 7));
  }

  /** A new LID. */
  String lid() {
    return free("9", LID_DIGITS);
  }

  private String free(String prefix, int digits) {
    return Stream.generate(() -> prefix + digits(digits))
        .filter(number -> !directory.taken(number))
        .findFirst()
        .orElseThrow();
  }

  private String digits(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(random.nextInt(10));
    }
    return text.toString();
  }
}
