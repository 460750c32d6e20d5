package org.ledplatform.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.BotId;
import org.ledplatform.listing.Page;
import org.ledplatform.listing.PageRequest;

/** Logs in memory, for tests. Safe for use by many threads. */
public final class MemoryBotLog implements BotLog {

  private static final Comparator<LogEntry> NEWEST_FIRST =
      Comparator.comparing(LogEntry::timestamp).thenComparing(LogEntry::id).reversed();

  private final List<LogEntry> entries = new ArrayList<>();

  @Override
  public synchronized void append(LogEntry entry) {
    entries.add(entry);
  }

  /** A cursor is the id of the last line of the page before. */
  @Override
  public synchronized Page<LogEntry> list(
      UserId owner, BotId bot, Filter filter, PageRequest page) {
    List<LogEntry> all =
        entries.stream()
            .filter(entry -> entry.owner().equals(owner) && entry.bot().equals(bot))
            .filter(entry -> filter.type().map(type -> type == entry.type()).orElse(true))
            .filter(
                entry ->
                    filter.since().map(since -> !entry.timestamp().isBefore(since)).orElse(true))
            .filter(
                entry ->
                    filter.until().map(until -> entry.timestamp().isBefore(until)).orElse(true))
            .sorted(NEWEST_FIRST)
            .toList();
    int start =
        page.cursor()
            .map(last -> all.stream().map(LogEntry::id).toList().indexOf(last) + 1)
            .orElse(0);
    int end = Math.min(all.size(), start + page.limit());
    Optional<String> next =
        end < all.size() ? Optional.of(all.get(end - 1).id()) : Optional.empty();
    return new Page<>(all.subList(start, end), next);
  }

  @Override
  public synchronized int removeBefore(Instant instant) {
    int before = entries.size();
    entries.removeIf(entry -> entry.timestamp().isBefore(instant));
    return before - entries.size();
  }

  /** All lines in the order of their writing. */
  public synchronized List<LogEntry> all() {
    return List.copyOf(entries);
  }
}
