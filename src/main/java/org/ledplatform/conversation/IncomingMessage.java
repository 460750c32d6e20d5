package org.ledplatform.conversation;

import java.time.Instant;
import java.util.Optional;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.Chat;
import org.ledplatform.bot.Person;

/**
 * A message that reached a bot, in the features' words. It is durable already; {@link
 * ReplySender#settle} tells that it has been dealt with.
 *
 * @param id the message's id on the network, unique with chat and sender
 * @param fromMe written by the bot's own account on another of its devices
 * @param text the text a person reads; empty text when there is none
 * @param quoted the id of the message this one answers
 * @param offline it waited for us while we were away
 */
public record IncomingMessage(
    UserId owner,
    BotId bot,
    String id,
    Chat chat,
    Person sender,
    boolean fromMe,
    String text,
    Optional<String> quoted,
    Instant sentAt,
    boolean offline) {

  /** Text and people are private, so logs see neither. */
  @Override
  public String toString() {
    return "IncomingMessage[bot=" + bot + ", id=" + id + "]";
  }
}
