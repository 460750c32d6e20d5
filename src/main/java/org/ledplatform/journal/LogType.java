package org.ledplatform.journal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a line of a bot's log is about. */
public enum LogType {
  INFO,
  ERROR,
  COMMAND,
  CONNECTION;

  /** As the API writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of that name. */
  public static Optional<LogType> named(String text) {
    return Arrays.stream(values()).filter(t -> t.text().equals(text)).findFirst();
  }
}
