package org.ledplatform.conversation;

import static org.ledplatform.bot.SampleBots.ADA;
import static org.ledplatform.bot.SampleBots.NOON;

import java.util.Optional;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.Chat;
import org.ledplatform.bot.Person;
import org.ledplatform.command.CommandTestKit;

/** Messages for tests. */
final class Messages {

  private Messages() {}

  static IncomingMessage text(String id, String text) {
    return message(id, CommandTestKit.PRIVATE, false, text);
  }

  static IncomingMessage fromMe(String id, String text) {
    return message(id, CommandTestKit.PRIVATE, true, text);
  }

  static IncomingMessage inChat(String chat, String id) {
    return message(id, new Chat(chat, chat, false), false, "text");
  }

  static IncomingMessage message(String id, Chat chat, boolean fromMe, String text) {
    Person sender = CommandTestKit.EVE;
    return new IncomingMessage(
        ADA, new BotId("1"), id, chat, sender, fromMe, text, Optional.empty(), NOON, false);
  }
}
