package org.ledplatform.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotChanged;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotRemoved;
import org.ledplatform.bot.BotState;

/**
 * Writes the log of each bot: turns what happened into lines for its owner. No line holds message
 * text, phone numbers or keys. Safe for use by many threads.
 */
public final class BotJournal {

  private final BotLog log;
  private final LogEvents events;
  private final Clock clock;
  private final LineIds ids;
  private final Map<BotId, Seen> lastSeen = new ConcurrentHashMap<>();

  public BotJournal(BotLog log, LogEvents events, Clock clock) {
    this.log = log;
    this.events = events;
    this.clock = clock;
    this.ids = new LineIds();
  }

  private record Seen(BotState state, String reason) {}

  /** A bot was changed: a line when its state or the reason for it is another one. */
  public void changed(BotChanged event) {
    Bot bot = event.bot();
    var now = new Seen(bot.state(), bot.stateReason());
    Seen before = lastSeen.put(bot.id(), now);
    if (now.equals(before) || (before == null && isUntouched(bot))) {
      return;
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("status", bot.state().text());
    if (before != null && before.state() != now.state()) {
      metadata.put("previous", before.state().text());
    }
    String what = bot.state().text().replace('_', ' ');
    append(
        bot.owner(),
        bot.id(),
        bot.state() == BotState.ERROR ? LogType.ERROR : LogType.CONNECTION,
        now.reason().isEmpty() ? what : what + ": " + now.reason(),
        metadata);
  }

  /** A bot that was only just created has no connection to write about. */
  private static boolean isUntouched(Bot bot) {
    return bot.state() == BotState.STOPPED && bot.stateReason().isEmpty();
  }

  /** A bot is gone; its lines went with it. */
  public void removed(BotRemoved event) {
    lastSeen.remove(event.bot());
  }

  /** Something about a bot that changed no state. */
  public void noted(Bot bot, String message) {
    append(bot.owner(), bot.id(), LogType.INFO, message, Map.of());
  }

  /**
   * A command was called.
   *
   * @param outcome one word: answered, declined, refused …
   * @param took from the arrival of the message to the outcome
   */
  public void command(UserId owner, BotId bot, String command, String outcome, Duration took) {
    append(
        owner,
        bot,
        LogType.COMMAND,
        command + ": " + outcome,
        Map.of(
            "command",
            command,
            "outcome",
            outcome,
            "milliseconds",
            Long.toString(took.toMillis())));
  }

  /**
   * A command crashed.
   *
   * @param incident the number its sender was told
   * @param trace where, without the texts of exceptions: they may quote a message
   */
  public void incident(UserId owner, BotId bot, String command, String incident, String trace) {
    append(
        owner,
        bot,
        LogType.ERROR,
        command + " failed, incident " + incident,
        Map.of("command", command, "incident", incident, "trace", trace));
  }

  private void append(
      UserId owner, BotId bot, LogType type, String message, Map<String, String> metadata) {
    Instant now = clock.instant();
    var entry = new LogEntry(ids.next(now), owner, bot, type, message, metadata, now);
    log.append(entry);
    events.appended(new LogAppended(entry));
  }
}
