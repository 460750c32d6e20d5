package org.ledplatform.link;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.LinkEvent;
import org.ledplatform.conversation.IncomingMessage;
import org.ledplatform.conversation.MessageIntake;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ReceivedMessage;

/**
 * Brings a link's messages to the intake and settles them. Each message is brought once at a time:
 * it is at the intake, or it was put off and waits for another try. Safe for use by many threads.
 */
final class LinkInbox {

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);
  private static final Duration BETWEEN_SIGNS = Duration.ofMinutes(1);

  /** Beyond this many, messages that were put off wait for the next opening of the link. */
  private static final int MOST_PUT_OFF = 10_000;

  private final Bot bot;
  private final WhatsAppClient client;
  private final MessageIntake intake;
  private final Clock clock;
  private final Map<Name, ReceivedMessage> atIntake = new ConcurrentHashMap<>();
  private final Set<Name> putOff = ConcurrentHashMap.newKeySet();
  private volatile Instant nextTry;
  private volatile Instant nextSign = Instant.MIN;

  LinkInbox(Bot bot, WhatsAppClient client, MessageIntake intake, Clock clock) {
    this.bot = bot;
    this.client = client;
    this.intake = intake;
    this.clock = clock;
    this.nextTry = clock.instant();
  }

  /** A message's name in the words that both sides share. */
  private record Name(String id, String chat, String sender) {
    static Name of(IncomingMessage message) {
      return new Name(message.id(), message.chat().id(), message.sender().id());
    }
  }

  /** Brings all that nobody has dealt with, in the order it came. */
  void bringUnsettled() {
    client.unsettled().forEach(this::bring);
  }

  /**
   * Brings one message; what is no conversation is settled at once. When this throws, the message
   * is not here, and whoever told it tells it again.
   */
  void bring(ReceivedMessage message) {
    if (!MessageTranslator.isConversation(message.chat())) {
      client.settle(message.ref(), Optional.empty());
      return;
    }
    IncomingMessage incoming = MessageTranslator.incoming(bot, message);
    Name name = Name.of(incoming);
    if (atIntake.putIfAbsent(name, message) != null) {
      return;
    }
    boolean accepted = false;
    try {
      accepted = intake.accept(incoming);
    } finally {
      if (!accepted) {
        atIntake.remove(name);
      }
    }
    if (!accepted) {
      putOff(name);
    }
  }

  private void putOff(Name name) {
    if (putOff.size() < MOST_PUT_OFF) {
      putOff.add(name);
      nextTry = clock.instant().plus(BETWEEN_TRIES);
    }
  }

  /** Tries again with what was put off. */
  void tick() {
    if (putOff.isEmpty() || clock.instant().isBefore(nextTry)) {
      return;
    }
    for (ReceivedMessage message : client.unsettled()) {
      Name name = Name.of(MessageTranslator.incoming(bot, message));
      if (putOff.remove(name)) {
        bringAgain(message, name);
      }
    }
  }

  private void bringAgain(ReceivedMessage message, Name name) {
    boolean brought = false;
    try {
      bring(message);
      brought = true;
    } finally {
      if (!brought) {
        putOff(name);
      }
    }
  }

  /**
   * Settles a message that is at the intake. A second time is one too many and does nothing, so a
   * message that was brought by two links in turn is answered once.
   */
  void settle(IncomingMessage incoming, Optional<String> reply) {
    Name name = Name.of(incoming);
    ReceivedMessage message = atIntake.remove(name);
    if (message == null) {
      return;
    }
    try {
      client.settle(message.ref(), reply.map(text -> answer(message, text)));
    } catch (RuntimeException e) {
      putOff(name);
      throw e;
    }
  }

  /** A reply that is too long would never settle its message, so it is cut. */
  private OutgoingMessage answer(ReceivedMessage message, String text) {
    return OutgoingMessage.text(
        client.newMessageId(),
        message.chat(),
        Text.cut(text).text(),
        Optional.of(message.asQuote()));
  }

  /** A sign of life for the bot, at most once a minute. */
  Optional<LinkEvent> activity() {
    Instant now = clock.instant();
    if (now.isBefore(nextSign)) {
      return Optional.empty();
    }
    nextSign = now.plus(BETWEEN_SIGNS);
    return Optional.of(new LinkEvent.Active(now));
  }
}
