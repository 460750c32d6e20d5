package org.ledplatform.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.bot.SampleBots.ADA;
import static org.ledplatform.bot.SampleBots.bot;
import static org.ledplatform.bot.SampleBots.inState;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.account.TurnableClock;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotChanged;
import org.ledplatform.bot.BotState;

class BotJournalTest {

  private final MemoryBotLog log = new MemoryBotLog();
  private final List<LogAppended> told = new ArrayList<>();
  private final TurnableClock clock = new TurnableClock();
  private final BotJournal journal = new BotJournal(log, told::add, clock);
  private final Bot bot = bot(ADA, "1");

  private void changed(Bot to) {
    journal.changed(new BotChanged(to, Optional.empty()));
  }

  @Test
  void writesALineForEachNewStateOrReasonAndTellsOfIt() {
    changed(bot);
    changed(inState(bot, BotState.STARTING, ""));
    changed(inState(bot, BotState.STARTING, ""));
    changed(inState(bot, BotState.RECONNECTING, "Connection lost"));
    changed(inState(bot, BotState.ERROR, "Too old"));

    assertThat(log.all())
        .extracting(LogEntry::message)
        .containsExactly("starting", "reconnecting: Connection lost", "error: Too old");
    assertThat(log.all())
        .extracting(LogEntry::type)
        .containsExactly(LogType.CONNECTION, LogType.CONNECTION, LogType.ERROR);
    assertThat(log.all().getLast().metadata())
        .containsEntry("status", "error")
        .containsEntry("previous", "reconnecting");
    assertThat(told).extracting(LogAppended::entry).isEqualTo(log.all());
  }

  @Test
  void linesOfOneInstantKeepTheirOrder() {
    for (int i = 0; i < 100; i++) {
      journal.noted(bot, "note " + i);
    }

    assertThat(log.all()).extracting(LogEntry::id).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aCommandIsWrittenWithItsOutcomeAndTime() {
    journal.command(ADA, bot.id(), "ping", "answered", Duration.ofMillis(5));

    assertThat(log.all().getFirst().message()).isEqualTo("ping: answered");
    assertThat(log.all().getFirst().metadata()).containsEntry("milliseconds", "5");
  }
}
