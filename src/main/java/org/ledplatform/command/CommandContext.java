package org.ledplatform.command;

import java.time.Clock;
import java.time.Instant;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotSettings;
import org.ledplatform.bot.Chat;
import org.ledplatform.bot.Person;

/**
 * All that a command may look at.
 *
 * @param bot as last stored; {@link Bot#startedAt} tells since when it runs
 * @param fromOwner whether the sender holds the bot's own account
 * @param texts in the language of the bot
 * @param commands all commands of the platform
 * @param receivedAt when the message reached the platform
 */
public record CommandContext(
    Bot bot,
    Person sender,
    Chat chat,
    boolean fromOwner,
    CommandCall call,
    Texts texts,
    CommandRegistry commands,
    Instant receivedAt,
    Clock clock) {

  /** What the owner set. */
  public BotSettings settings() {
    return BotSettings.of(bot);
  }

  /** A text that belongs to this command's class, under {@code command.<name>.<key>}. */
  public String text(Command command, String key, Object... arguments) {
    return texts.get("command." + command.spec().name() + "." + key, arguments);
  }
}
