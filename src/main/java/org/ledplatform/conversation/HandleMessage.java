package org.ledplatform.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotSettings;
import org.ledplatform.bot.RunningBots;
import org.ledplatform.command.Command;
import org.ledplatform.command.CommandCall;
import org.ledplatform.command.CommandContext;
import org.ledplatform.command.CommandOutcome;
import org.ledplatform.command.CommandRegistry;
import org.ledplatform.command.Languages;
import org.ledplatform.command.Texts;
import org.ledplatform.conversation.CommandGate.Pass;
import org.ledplatform.conversation.CommandRunner.Run;
import org.ledplatform.journal.BotJournal;

/**
 * From a message to its reply. The only class that knows the order: prefix and parse, rate limit,
 * find, enabled, permitted, context, run, send, log. Each step takes the value of the step before;
 * nothing calls back. Safe for use by many threads; {@link MessageIntake} keeps the order of a
 * chat.
 */
public final class HandleMessage {

  private static final Handling IGNORED = new Handling.Ignored();

  /** Stands in the log for a name that is not looked up yet: it may be anything somebody wrote. */
  private static final String ANY_COMMAND = "command";

  private final RunningBots bots;
  private final CommandParser parser;
  private final CommandGate gate;
  private final CommandRegistry commands;
  private final CommandRunner runner;
  private final Languages languages;
  private final ReplySender replies;
  private final BotJournal journal;
  private final Clock clock;

  public HandleMessage(
      RunningBots bots,
      CommandParser parser,
      CommandGate gate,
      CommandRegistry commands,
      CommandRunner runner,
      Languages languages,
      ReplySender replies,
      BotJournal journal,
      Clock clock) {
    this.bots = bots;
    this.parser = parser;
    this.gate = gate;
    this.commands = commands;
    this.runner = runner;
    this.languages = languages;
    this.replies = replies;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Deals with a message. A message of a bot that does not run here any more is left alone: it is
   * still in that bot's inbox and comes again when the bot starts.
   *
   * @param receivedAt when the platform got it
   */
  public void handle(IncomingMessage message, Instant receivedAt) {
    bots.find(message.bot())
        .map(bot -> answer(message, bot, receivedAt))
        .ifPresent(
            handling -> {
              replies.settle(message, handling.reply());
              log(message, handling, receivedAt);
            });
  }

  private Handling answer(IncomingMessage message, Bot bot, Instant receivedAt) {
    Optional<CommandCall> call = parser.parse(message.text(), bot.prefix());
    if (call.isEmpty()) {
      return IGNORED;
    }
    Texts texts = languages.in(BotSettings.of(bot).language());
    if (gate.rate(message, texts) instanceof Pass.Refused refused) {
      return refused(ANY_COMMAND, refused);
    }
    Optional<Command> found = commands.find(call.get().name());
    if (found.isEmpty()) {
      return IGNORED;
    }
    Command command = found.get();
    if (gate.enabled(command, BotSettings.of(bot), texts) instanceof Pass.Refused refused) {
      return refused(command.spec().name(), refused);
    }
    if (gate.permitted(command, message, texts) instanceof Pass.Refused refused) {
      return refused(command.spec().name(), refused);
    }
    var context =
        new CommandContext(
            bot,
            message.sender(),
            message.chat(),
            message.fromMe(),
            call.get(),
            texts,
            commands,
            receivedAt,
            clock);
    return handling(command, runner.run(command, context), texts);
  }

  private static Handling refused(String command, Pass.Refused refused) {
    return new Handling.Refused(command, refused.why(), refused.reply());
  }

  private static Handling handling(Command command, Run run, Texts texts) {
    String name = command.spec().name();
    return switch (run) {
      case Run.Finished(CommandOutcome.Reply(String text)) ->
          new Handling.Ran(name, "answered", Optional.of(text));
      case Run.Finished(CommandOutcome.Declined(String text)) ->
          new Handling.Ran(name, "declined", Optional.of(text));
      case Run.Crashed(String incident, String trace) ->
          new Handling.Crashed(name, incident, trace, Optional.of(texts.get("crash", incident)));
    };
  }

  /** Refusals that nobody is told of are not logged either: a flood must not fill the log. */
  private void log(IncomingMessage message, Handling handling, Instant receivedAt) {
    Duration took = Duration.between(receivedAt, clock.instant());
    switch (handling) {
      case Handling.Ignored _ -> {}
      case Handling.Refused(String command, String why, Optional<String> reply) -> {
        if (reply.isPresent()) {
          journal.command(message.owner(), message.bot(), command, why, took);
        }
      }
      case Handling.Ran(String command, String outcome, Optional<String> _) ->
          journal.command(message.owner(), message.bot(), command, outcome, took);
      case Handling.Crashed(String command, String incident, String trace, Optional<String> _) ->
          journal.incident(message.owner(), message.bot(), command, incident, trace);
    }
  }
}
