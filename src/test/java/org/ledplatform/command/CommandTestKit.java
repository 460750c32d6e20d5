package org.ledplatform.command;

import static org.ledplatform.bot.SampleBots.ADA;
import static org.ledplatform.bot.SampleBots.NOON;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.account.TurnableClock;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotPatch;
import org.ledplatform.bot.Chat;
import org.ledplatform.bot.Person;
import org.ledplatform.bot.SampleBots;

/** Calls a command as a message would, without anything around it. */
public final class CommandTestKit {

  public static final Person EVE =
      new Person("77", Optional.of("491@s.whatsapp.net"), Optional.of("77@lid"), "Eve");
  public static final Chat PRIVATE = new Chat("77@lid", "77@lid", false);
  public static final Chat GROUP = new Chat("123@g.us", "123@g.us", true);

  public final TurnableClock clock = new TurnableClock();
  private final CommandRegistry commands;
  private Bot bot = SampleBots.running(SampleBots.bot(ADA, "1"), NOON);

  public CommandTestKit(Command... commands) {
    this.commands = new CommandRegistry(List.of(commands));
  }

  /** The bot, with other settings from now on. */
  public CommandTestKit settings(Map<String, String> config) {
    bot =
        SampleBots.with(bot, new BotPatch(Optional.empty(), Optional.empty(), Optional.of(config)));
    return this;
  }

  /** Calls the command of that name, which took this long so far. */
  public CommandOutcome call(Duration sofar, String name, String... arguments) {
    Command command = commands.find(name).orElseThrow();
    var call = new CommandCall(name, List.of(arguments), String.join(" ", arguments));
    return command.run(
        new CommandContext(
            bot,
            EVE,
            PRIVATE,
            false,
            call,
            Languages.load().in(bot.config().getOrDefault("language", "en")),
            commands,
            clock.instant().minus(sofar),
            clock));
  }

  /** Calls the command of that name. */
  public CommandOutcome call(String name, String... arguments) {
    return call(Duration.ZERO, name, arguments);
  }

  /** What it replies. */
  public String reply(String name, String... arguments) {
    return ((CommandOutcome.Reply) call(name, arguments)).text();
  }
}
