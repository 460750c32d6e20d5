package org.ledplatform.conversation;

import java.time.Duration;
import java.util.Optional;
import org.ledplatform.bot.BotSettings;
import org.ledplatform.command.Command;
import org.ledplatform.command.CommandSpec;
import org.ledplatform.command.Permission;
import org.ledplatform.command.Texts;
import org.ledplatform.conversation.RateLimits.Verdict;

/**
 * Decides whether a call may go on: how often, whether the bot answers this command, who may call
 * it and where. Safe for use by many threads.
 */
public final class CommandGate {

  private final RateLimits limits;
  private final Cooldowns cooldowns;

  public CommandGate(RateLimits limits, Cooldowns cooldowns) {
    this.limits = limits;
    this.cooldowns = cooldowns;
  }

  /** What the gate says. */
  public sealed interface Pass {
    /** Go on. */
    record Granted() implements Pass {}

    /**
     * Stop.
     *
     * @param why one word for the log
     * @param reply what the sender is told, if anything
     */
    record Refused(String why, Optional<String> reply) implements Pass {}
  }

  private static final Pass GRANTED = new Pass.Granted();

  /** Counts the call against the sender's limit. */
  public Pass rate(IncomingMessage message, Texts texts) {
    return switch (limits.take(message.bot(), message.sender())) {
      case Verdict.Allowed _ -> GRANTED;
      case Verdict.Warn(Duration retryAfter) ->
          refused("rate-limited", texts.get("limit.rate", seconds(retryAfter)));
      case Verdict.Silent _ -> new Pass.Refused("rate-limited", Optional.empty());
    };
  }

  /** Whether the bot's owner has this command switched on; who calls it otherwise is told. */
  public Pass enabled(Command command, BotSettings settings, Texts texts) {
    return settings.disabledCommands().contains(command.spec().name())
        ? refused("disabled", texts.get("disabled"))
        : GRANTED;
  }

  /** Who may call it, where, and how soon again. */
  public Pass permitted(Command command, IncomingMessage message, Texts texts) {
    CommandSpec spec = command.spec();
    if (!mayCall(spec.permission(), message)) {
      return refused("not-permitted", texts.get("permission." + spec.permission().text()));
    }
    if (!spec.scope().includes(message.chat())) {
      String key = message.chat().group() ? "scope.private" : "scope.group";
      return refused("wrong-place", texts.get(key));
    }
    return cooldowns
        .take(message.bot(), spec.name(), message.sender(), spec.cooldown())
        .map(left -> refused("cooling-down", texts.get("limit.cooldown", seconds(left))))
        .orElse(GRANTED);
  }

  /**
   * Our own account is the bot's owner and may do everything. Who else is an admin of a group is
   * not known to this version, so what admins may do is the owner's alone.
   */
  private static boolean mayCall(Permission permission, IncomingMessage message) {
    return switch (permission) {
      case EVERYONE -> true;
      case GROUP_ADMIN, OWNER -> message.fromMe();
    };
  }

  private static Pass refused(String why, String reply) {
    return new Pass.Refused(why, Optional.of(reply));
  }

  /** Whole seconds, rounded up: nobody is told to wait for nothing. */
  private static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
  }
}
