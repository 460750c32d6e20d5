package org.ledplatform.sandbox.control;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** When a virtual person reads what comes in. */
public enum Reads {
  /** As soon as it is there. */
  AT_ONCE,
  /** When somebody says so; until then it is delivered. */
  ON_DEMAND;

  /** As it is written in bodies. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a body's field; at once when it is absent.
   *
   * @throws SandboxProblem when there is no such word
   */
  public static Reads of(Optional<String> word) {
    return word.map(
            given ->
                Arrays.stream(values())
                    .filter(value -> value.word().equals(given))
                    .findFirst()
                    .orElseThrow(
                        () -> SandboxProblem.invalid("reads", "It must be at_once or on_demand")))
        .orElse(AT_ONCE);
  }
}
