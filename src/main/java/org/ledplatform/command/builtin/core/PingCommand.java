package org.ledplatform.command.builtin.core;

import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import org.ledplatform.command.Category;
import org.ledplatform.command.Command;
import org.ledplatform.command.CommandContext;
import org.ledplatform.command.CommandOutcome;
import org.ledplatform.command.CommandSpec;

/** Shows that the bot is there, and how long the platform took to answer. */
@Dependent
public class PingCommand implements Command {

  private static final CommandSpec SPEC = CommandSpec.of(Category.CORE, "ping", "latency");

  @Override
  public CommandSpec spec() {
    return SPEC;
  }

  @Override
  public CommandOutcome run(CommandContext context) {
    long took = Duration.between(context.receivedAt(), context.clock().instant()).toMillis();
    return new CommandOutcome.Reply(context.text(this, "pong", Long.toString(Math.max(0, took))));
  }
}
