package org.ledplatform.api.bots;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.ledplatform.journal.LogEntry;

/** A line of a bot's log as the API shows it. */
public record LogJson(
    String id,
    String botId,
    String type,
    String message,
    Map<String, String> metadata,
    Instant timestamp) {

  /** This line. */
  public static LogJson of(LogEntry entry) {
    return new LogJson(
        entry.id(),
        entry.bot().value(),
        entry.type().text(),
        entry.message(),
        new TreeMap<>(entry.metadata()),
        entry.timestamp());
  }
}
