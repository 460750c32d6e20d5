package org.ledplatform.assembly;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import org.ledplatform.bot.RunningBots;
import org.ledplatform.command.Command;
import org.ledplatform.command.CommandRegistry;
import org.ledplatform.command.Languages;
import org.ledplatform.conversation.CommandGate;
import org.ledplatform.conversation.CommandParser;
import org.ledplatform.conversation.CommandRunner;
import org.ledplatform.conversation.Cooldowns;
import org.ledplatform.conversation.HandleMessage;
import org.ledplatform.conversation.IncidentNumbers;
import org.ledplatform.conversation.MessageIntake;
import org.ledplatform.conversation.RateLimits;
import org.ledplatform.conversation.ReplySender;
import org.ledplatform.journal.BotJournal;
import org.ledplatform.link.LinkReplySender;
import org.ledplatform.link.LiveLinks;

/** From a message to its reply. */
@Dependent
class ConversationProducers {

  private static final int REMEMBERED_COOLDOWNS = 100_000;

  /** Every bean that is a command; a clash of names ends the start. */
  @Produces
  @Singleton
  CommandRegistry commands(@Any Instance<Command> commands) {
    return new CommandRegistry(commands);
  }

  @Produces
  @Singleton
  ReplySender replies(LiveLinks live) {
    return new LinkReplySender(live);
  }

  @Produces
  @Singleton
  HandleMessage handleMessage(
      RunningBots bots,
      RateLimits limits,
      CommandRegistry commands,
      ReplySender replies,
      BotJournal journal,
      Clock clock,
      SecureRandom random) {
    return new HandleMessage(
        bots,
        new CommandParser(),
        new CommandGate(limits, new Cooldowns(REMEMBERED_COOLDOWNS, clock)),
        commands,
        new CommandRunner(new IncidentNumbers(random)),
        Languages.load(),
        replies,
        journal,
        clock);
  }

  @Produces
  @Singleton
  MessageIntake intake(HandleMessage handler, BotThreads threads, Clock clock) {
    return new MessageIntake(handler::handle, threads, clock, MessageIntake.Limits.USUAL);
  }
}
