package org.ledplatform.command.builtin.core;

import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import java.time.Instant;
import org.ledplatform.bot.Bot;
import org.ledplatform.command.Category;
import org.ledplatform.command.Command;
import org.ledplatform.command.CommandContext;
import org.ledplatform.command.CommandOutcome;
import org.ledplatform.command.CommandSpec;

/** Tells what this bot is. Never its number: whoever writes to it knows as much as they should. */
@Dependent
public class InfoCommand implements Command {

  private static final CommandSpec SPEC = CommandSpec.of(Category.CORE, "info");

  @Override
  public CommandSpec spec() {
    return SPEC;
  }

  @Override
  public CommandOutcome run(CommandContext context) {
    Bot bot = context.bot();
    Instant now = context.clock().instant();
    Duration up = Duration.between(bot.startedAt().orElse(now), now);
    return new CommandOutcome.Reply(
        context.text(
            this,
            "card",
            bot.name(),
            bot.prefix(),
            Integer.toString(MenuCommand.offered(context).size()),
            bot.network().text(),
            RunningTime.text(up)));
  }
}
