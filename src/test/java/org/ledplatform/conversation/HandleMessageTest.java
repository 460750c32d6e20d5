package org.ledplatform.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ledplatform.bot.SampleBots.ADA;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.account.TurnableClock;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotPatch;
import org.ledplatform.bot.RunningBots;
import org.ledplatform.bot.RunningBotsForTests;
import org.ledplatform.bot.SampleBots;
import org.ledplatform.command.Category;
import org.ledplatform.command.Command;
import org.ledplatform.command.CommandContext;
import org.ledplatform.command.CommandOutcome;
import org.ledplatform.command.CommandRegistry;
import org.ledplatform.command.CommandSpec;
import org.ledplatform.command.Languages;
import org.ledplatform.command.Permission;
import org.ledplatform.command.builtin.core.PingCommand;
import org.ledplatform.conversation.RateLimits.Verdict;
import org.ledplatform.journal.BotJournal;
import org.ledplatform.journal.LogEntry;
import org.ledplatform.journal.LogType;
import org.ledplatform.journal.MemoryBotLog;

class HandleMessageTest {

  private final TurnableClock clock = new TurnableClock();
  private final RunningBots running = new RunningBots();
  private final MemoryBotLog log = new MemoryBotLog();
  private final List<Settled> settled = new ArrayList<>();
  private Verdict verdict = new Verdict.Allowed();
  private final HandleMessage handle =
      new HandleMessage(
          running,
          new CommandParser(),
          new CommandGate((_, _) -> verdict, new Cooldowns(10, clock)),
          new CommandRegistry(List.of(new PingCommand(), new Crash(), new Secret())),
          new CommandRunner(new IncidentNumbers(new Random(1))),
          Languages.load(),
          (message, reply) -> settled.add(new Settled(message.id(), reply)),
          new BotJournal(log, _ -> {}, clock),
          clock);

  private record Settled(String id, Optional<String> reply) {}

  /** A command with a bug whose exception quotes what somebody wrote. */
  private static final class Crash implements Command {
    @Override
    public CommandSpec spec() {
      return CommandSpec.of(Category.GAMES, "crash");
    }

    @Override
    public CommandOutcome run(CommandContext context) {
      return new CommandOutcome.Reply(Integer.toString(Integer.parseInt(context.call().rest())));
    }
  }

  private static final class Secret implements Command {
    @Override
    public CommandSpec spec() {
      return CommandSpec.of(Category.GAMES, "secret").onlyFor(Permission.OWNER);
    }

    @Override
    public CommandOutcome run(CommandContext context) {
      return new CommandOutcome.Declined("owner=" + context.fromOwner());
    }
  }

  private void runs(Map<String, String> config) {
    Bot bot = SampleBots.running(SampleBots.bot(ADA, "1"), clock.instant());
    RunningBotsForTests.put(
        running,
        SampleBots.with(
            bot, new BotPatch(Optional.empty(), Optional.empty(), Optional.of(config))));
  }

  @BeforeEach
  void aBotRuns() {
    runs(Map.of());
  }

  private Optional<String> handled(IncomingMessage message) {
    handle.handle(message, clock.instant().minusMillis(7));
    assertThat(settled.getLast().id()).isEqualTo(message.id());
    return settled.getLast().reply();
  }

  @Test
  void answersACommandAndWritesItDown() {
    assertThat(handled(Messages.text("1", "!ping"))).contains("Pong! 7 ms");

    LogEntry line = log.all().getLast();
    assertThat(line.type()).isEqualTo(LogType.COMMAND);
    assertThat(line.metadata())
        .isEqualTo(Map.of("command", "ping", "outcome", "answered", "milliseconds", "7"));
  }

  @Test
  void settlesOrdinaryAndUnknownMessagesWithoutAWordOrALine() {
    assertThat(handled(Messages.text("1", "hello"))).isEmpty();
    assertThat(handled(Messages.text("2", ""))).isEmpty();
    assertThat(handled(Messages.text("3", "!nothing like this"))).isEmpty();

    assertThat(settled).hasSize(3);
    assertThat(log.all()).isEmpty();
  }

  @Test
  void aCrashIsAnsweredWithTheNumberThatTheLogHas() {
    String reply = handled(Messages.text("1", "!crash my private words")).orElseThrow();

    LogEntry line = log.all().getLast();
    String incident = line.metadata().get("incident");
    assertThat(incident).matches("[0-9A-Z]{6}");
    assertThat(reply).isEqualTo("Something went wrong. Incident " + incident + ".");
    assertThat(line.type()).isEqualTo(LogType.ERROR);
    assertThat(line.metadata().get("trace"))
        .contains("NumberFormatException")
        .contains("Crash")
        .doesNotContain("private words");
  }

  @Test
  void theOwnerMayWhatOthersMayNot() {
    assertThat(handled(Messages.fromMe("1", "!secret"))).contains("owner=true");
    assertThat(handled(Messages.text("2", "!secret"))).contains("Only for the owner of the bot.");
  }

  @Test
  void aSilentRefusalIsSettledAndNotLogged() {
    verdict = new Verdict.Warn(Duration.ofSeconds(9));
    assertThat(handled(Messages.text("1", "!ping"))).isPresent();
    assertThat(log.all()).hasSize(1);
    verdict = new Verdict.Silent();
    assertThat(handled(Messages.text("2", "!ping"))).isEmpty();
    assertThat(log.all()).hasSize(1);
  }

  @Test
  void noLogHoldsWhatSomebodyWroteAsAName() {
    verdict = new Verdict.Warn(Duration.ofSeconds(9));

    handled(Messages.text("1", "!myprivateword"));

    assertThat(log.all().toString()).doesNotContain("myprivateword");
  }

  @Test
  void settingsTakeEffectOnTheNextMessage() {
    runs(Map.of("commands.disabled", "ping"));
    assertThat(handled(Messages.text("1", "!ping"))).contains("This command is switched off here.");
    runs(Map.of("language", "es"));
    assertThat(handled(Messages.text("2", "!ping"))).contains("¡Pong! 7 ms");
  }

  @Test
  void aMessageOfABotThatNoLongerRunsIsLeftInItsInbox() {
    RunningBotsForTests.remove(running, "1");

    handle.handle(Messages.text("1", "!ping"), clock.instant());

    assertThat(settled).isEmpty();
  }

  @Test
  void aReplyThatCannotBeSettledIsNotLoggedAsAnswered() {
    var broken =
        new HandleMessage(
            running,
            new CommandParser(),
            new CommandGate((_, _) -> verdict, new Cooldowns(10, clock)),
            new CommandRegistry(List.of(new PingCommand())),
            new CommandRunner(new IncidentNumbers(new Random(1))),
            Languages.load(),
            (_, _) -> {
              throw new IllegalStateException("no disk");
            },
            new BotJournal(log, _ -> {}, clock),
            clock);

    assertThatThrownBy(() -> broken.handle(Messages.text("1", "!ping"), clock.instant()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(log.all()).isEmpty();
  }
}
