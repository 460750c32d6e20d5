package org.ledplatform.command.builtin.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes how long something has lasted, in units that every language of ours reads. */
final class RunningTime {

  private RunningTime() {}

  /** For instance {@code 2 d 3 h 0 min 5 s}: from the largest unit that is not zero. */
  static String text(Duration lasted) {
    Duration time = lasted.isNegative() ? Duration.ZERO : lasted;
    List<String> parts = new ArrayList<>();
    add(parts, time.toDays(), "d");
    add(parts, time.toHoursPart(), "h");
    add(parts, time.toMinutesPart(), "min");
    parts.add(time.toSecondsPart() + " s");
    return String.join(" ", parts);
  }

  private static void add(List<String> parts, long amount, String unit) {
    if (amount > 0 || !parts.isEmpty()) {
      parts.add(amount + " " + unit);
    }
  }
}
