package org.ledplatform.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.ledplatform.account.MemoryRefreshTokens;
import org.ledplatform.account.TurnableClock;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.BotId;
import org.ledplatform.journal.BotLog;
import org.ledplatform.journal.LogEntry;
import org.ledplatform.journal.LogType;
import org.ledplatform.journal.MemoryBotLog;
import org.ledplatform.listing.PageRequest;

class TickerTest {

  private static final UserId ADA = new UserId("ada");
  private static final BotId BOT = new BotId("bot");

  private final TurnableClock clock = new TurnableClock();
  private final MemoryBotLog log = new MemoryBotLog();

  @Test
  void oneTickThatFailsStopsNeitherTheOthersNorTheClock() throws InterruptedException {
    CountDownLatch ticks = new CountDownLatch(2);
    Runnable failing =
        () -> {
          throw new IllegalStateException("as the test wants it");
        };
    try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      Ticker ticker =
          new Ticker(
              timer, List.of(failing, ticks::countDown), log, new MemoryRefreshTokens(), clock);
      ticker.start();

      assertThat(ticks.await(30, TimeUnit.SECONDS)).isTrue();
      ticker.stop();
    }
  }

  @Test
  void removesLinesOfTheLogAfterThirtyDays() {
    log.append(line("old"));
    clock.turn(Duration.ofDays(30));
    log.append(line("younger"));
    clock.turn(Duration.ofSeconds(1));

    Ticker.removeOld(log, new MemoryRefreshTokens(), clock.instant());

    assertThat(log.list(ADA, BOT, BotLog.Filter.all(), PageRequest.first()).items())
        .extracting(LogEntry::id)
        .containsExactly("younger");
  }

  private LogEntry line(String id) {
    return new LogEntry(id, ADA, BOT, LogType.INFO, "a line", Map.of(), clock.instant());
  }
}
