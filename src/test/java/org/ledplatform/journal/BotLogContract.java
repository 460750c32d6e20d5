package org.ledplatform.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.bot.SampleBots.ADA;
import static org.ledplatform.bot.SampleBots.BOB;
import static org.ledplatform.bot.SampleBots.NOON;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.bot.BotId;
import org.ledplatform.journal.BotLog.Filter;
import org.ledplatform.listing.Page;
import org.ledplatform.listing.PageRequest;

/** What every {@link BotLog} promises. */
public abstract class BotLogContract {

  private static final BotId BOT = new BotId("bot-1");

  /** An empty log. */
  protected abstract BotLog log();

  @Test
  void givesBackEveryFieldAsItWasWritten() {
    BotLog log = log();
    LogEntry entry =
        new LogEntry(
            "id-1",
            ADA,
            BOT,
            LogType.COMMAND,
            "ping: answered — ü 🤖",
            Map.of("command", "ping", "quote", "\"\\\n"),
            NOON);
    log.append(entry);

    assertThat(all(log, Filter.all())).containsExactly(entry);
  }

  @Test
  void listsNewestFirstAndByIdWithinAnInstant() {
    BotLog log = log();
    log.append(line("a", LogType.INFO, NOON));
    log.append(line("c", LogType.INFO, NOON.plusSeconds(1)));
    log.append(line("b", LogType.INFO, NOON));

    assertThat(ids(all(log, Filter.all()))).containsExactly("c", "b", "a");
  }

  @Test
  void givesEachLineOnceOverAllPages() {
    BotLog log = log();
    for (int i = 0; i < 7; i++) {
      log.append(line("id" + i, LogType.INFO, NOON.plusSeconds(i / 3)));
    }

    List<String> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<LogEntry> page = log.list(ADA, BOT, Filter.all(), new PageRequest(3, cursor));
      seen.addAll(ids(page.items()));
      cursor = page.nextCursor();
    } while (cursor.isPresent());

    assertThat(seen).containsExactly("id6", "id5", "id4", "id3", "id2", "id1", "id0");
  }

  @Test
  void filtersByTypeAndTimeWithTheEndLeftOut() {
    BotLog log = log();
    log.append(line("a", LogType.ERROR, NOON));
    log.append(line("b", LogType.INFO, NOON.plusSeconds(1)));
    log.append(line("c", LogType.ERROR, NOON.plusSeconds(2)));

    assertThat(ids(all(log, new Filter(type(LogType.ERROR), none(), none()))))
        .containsExactly("c", "a");
    assertThat(ids(all(log, new Filter(Optional.empty(), at(1), none()))))
        .containsExactly("c", "b");
    assertThat(ids(all(log, new Filter(Optional.empty(), none(), at(2)))))
        .containsExactly("b", "a");
    assertThat(ids(all(log, new Filter(type(LogType.ERROR), at(1), at(3))))).containsExactly("c");
  }

  @Test
  void somebodyElseReadsNothing() {
    BotLog log = log();
    log.append(line("a", LogType.INFO, NOON));

    assertThat(log.list(BOB, BOT, Filter.all(), PageRequest.first()).items()).isEmpty();
    assertThat(log.list(ADA, new BotId("other"), Filter.all(), PageRequest.first()).items())
        .isEmpty();
  }

  @Test
  void removesOnlyWhatIsOlder() {
    BotLog log = log();
    log.append(line("a", LogType.INFO, NOON));
    log.append(line("b", LogType.INFO, NOON.plusSeconds(1)));

    assertThat(log.removeBefore(NOON.plusSeconds(1))).isEqualTo(1);
    assertThat(ids(all(log, Filter.all()))).containsExactly("b");
    assertThat(log.removeBefore(NOON.plusSeconds(1))).isZero();
  }

  private static List<LogEntry> all(BotLog log, Filter filter) {
    return log.list(ADA, BOT, filter, PageRequest.first()).items();
  }

  private static LogEntry line(String id, LogType type, Instant at) {
    return new LogEntry(id, ADA, BOT, type, "line " + id, Map.of(), at);
  }

  private static List<String> ids(List<LogEntry> entries) {
    return entries.stream().map(LogEntry::id).toList();
  }

  private static Optional<LogType> type(LogType type) {
    return Optional.of(type);
  }

  private static Optional<Instant> none() {
    return Optional.empty();
  }

  private static Optional<Instant> at(int seconds) {
    return Optional.of(NOON.plusSeconds(seconds));
  }
}
