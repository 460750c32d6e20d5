package org.ledplatform.command.builtin.core;

import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import java.time.Instant;
import org.ledplatform.command.Category;
import org.ledplatform.command.Command;
import org.ledplatform.command.CommandContext;
import org.ledplatform.command.CommandOutcome;
import org.ledplatform.command.CommandSpec;

/** Tells since when the bot has been running. */
@Dependent
public class UptimeCommand implements Command {

  private static final CommandSpec SPEC = CommandSpec.of(Category.CORE, "uptime", "runtime");

  @Override
  public CommandSpec spec() {
    return SPEC;
  }

  @Override
  public CommandOutcome run(CommandContext context) {
    Instant now = context.clock().instant();
    Duration up = Duration.between(context.bot().startedAt().orElse(now), now);
    return new CommandOutcome.Reply(context.text(this, "up", RunningTime.text(up)));
  }
}
