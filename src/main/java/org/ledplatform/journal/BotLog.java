package org.ledplatform.journal;

import java.time.Instant;
import java.util.Optional;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.BotId;
import org.ledplatform.listing.Page;
import org.ledplatform.listing.PageRequest;

/** Keeps the logs of bots. Safe for use by many threads. */
public interface BotLog {

  /** Adds a line. */
  void append(LogEntry entry);

  /** Lines of the owner's bot, newest first. */
  Page<LogEntry> list(UserId owner, BotId bot, Filter filter, PageRequest page);

  /** Removes all lines older than this instant; returns how many. */
  int removeBefore(Instant instant);

  /** Which lines; an empty field filters nothing. */
  record Filter(Optional<LogType> type, Optional<Instant> since, Optional<Instant> until) {
    /** All lines. */
    public static Filter all() {
      return new Filter(Optional.empty(), Optional.empty(), Optional.empty());
    }
  }
}
