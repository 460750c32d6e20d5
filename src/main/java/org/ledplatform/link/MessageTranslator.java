package org.ledplatform.link;

import org.ledplatform.bot.Bot;
import org.ledplatform.bot.Chat;
import org.ledplatform.bot.Person;
import org.ledplatform.conversation.IncomingMessage;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ReceivedMessage;

/** Says a message of the network in the features' words. Pure. */
final class MessageTranslator {

  private MessageTranslator() {}

  /** Whether people talk in this chat: statuses, channels and calls are none of ours. */
  static boolean isConversation(Jid chat) {
    return chat.isPhone() || chat.isLid() || chat.isGroup();
  }

  static IncomingMessage incoming(Bot bot, ReceivedMessage message) {
    return new IncomingMessage(
        bot.owner(),
        bot.id(),
        message.ref().id(),
        new Chat(
            message.ref().chat().toString(), message.chat().toString(), message.chat().isGroup()),
        new Person(
            message.ref().sender().user(),
            message.senderPhone().map(Jid::toString),
            message.senderLid().map(Jid::toString),
            message.pushName()),
        message.fromMe(),
        message.text(),
        message.quotedId(),
        message.sentAt(),
        message.offline());
  }
}
