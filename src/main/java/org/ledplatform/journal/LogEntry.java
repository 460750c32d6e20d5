package org.ledplatform.journal;

import java.time.Instant;
import java.util.Map;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.BotId;

/**
 * One line of a bot's log. Never holds message text, phone numbers or keys.
 *
 * @param id opaque; orders lines of the same instant
 */
public record LogEntry(
    String id,
    UserId owner,
    BotId bot,
    LogType type,
    String message,
    Map<String, String> metadata,
    Instant timestamp) {

  public LogEntry {
    metadata = Map.copyOf(metadata);
  }
}
