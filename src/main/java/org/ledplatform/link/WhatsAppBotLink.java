package org.ledplatform.link;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotLink;
import org.ledplatform.bot.CodeAnswer;
import org.ledplatform.bot.LinkEvent;
import org.ledplatform.bot.SessionVault;
import org.ledplatform.bot.SessionVault.VaultId;
import org.ledplatform.conversation.IncomingMessage;
import org.ledplatform.conversation.MessageIntake;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.pairing.NotAPhoneNumberException;
import org.ledplatform.whatsapp.pairing.PhoneNumber;
import org.ledplatform.whatsapp.socket.SocketConnector;

/**
 * The link of one bot: a WhatsApp client whose memory is the bot's vault. Its events become the
 * bot's, its messages go to the intake, and what the intake could not take is brought again.
 */
final class WhatsAppBotLink implements BotLink {

  private final Bot bot;
  private final LiveLinks live;
  private final Consumer<LinkEvent> events;
  private final ClientEventTranslator translator;
  private final VaultDeviceStore store;
  private final WhatsAppClient client;
  private final LinkInbox inbox;
  private volatile boolean closed;

  /** What every link works with. */
  record Parts(
      ClientConfig config,
      SocketConnector connector,
      SessionVault vault,
      MessageIntake intake,
      LiveLinks live,
      Executor executor,
      Clock clock,
      SecureRandom random) {}

  WhatsAppBotLink(Bot bot, Parts parts, long fence, Consumer<LinkEvent> events) {
    this.bot = bot;
    this.live = parts.live();
    this.events = events;
    this.translator = new ClientEventTranslator(bot.account());
    this.store =
        new VaultDeviceStore(
            parts.vault(), new VaultId(bot.owner(), bot.id()), fence, this::takenOver);
    this.client =
        new WhatsAppClient(
            parts.config(),
            parts.connector(),
            store,
            parts.executor(),
            parts.clock(),
            parts.random(),
            this::hear);
    this.inbox = new LinkInbox(bot, client, parts.intake(), parts.clock());
  }

  /** What was left unsettled is brought before anything new can arrive. */
  @Override
  public void open() {
    live.add(bot.id(), this);
    inbox.bringUnsettled();
    client.connect();
  }

  @Override
  public void close() {
    end();
    client.disconnect();
  }

  @Override
  public void logOut() {
    end();
    store.letGo();
    client.logOut();
  }

  private void end() {
    closed = true;
    live.remove(bot.id(), this);
  }

  @Override
  public CompletionStage<CodeAnswer> requestCode(String phoneNumber) {
    try {
      return client
          .requestPairingCode(PhoneNumber.parse(phoneNumber))
          .handle((code, failure) -> code == null ? CodeAnswers.of(failure) : CodeAnswers.of(code));
    } catch (NotAPhoneNumberException e) {
      return CompletableFuture.completedStage(
          new CodeAnswer.BadNumber(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void tick() {
    client.tick();
    inbox.tick();
  }

  /** See {@link org.ledplatform.conversation.ReplySender#settle}. */
  void settle(IncomingMessage message, Optional<String> reply) {
    inbox.settle(message, reply);
  }

  private void hear(ClientEvent event) {
    if (closed) {
      return;
    }
    if (event instanceof ClientEvent.MessageReceived(var message)) {
      // Brought last: when any of this throws, the message is not at the intake and is told again.
      inbox.activity().ifPresent(events);
      inbox.bring(message);
    }
    translator.translate(event).ifPresent(events);
  }

  private void takenOver() {
    if (!closed) {
      events.accept(new LinkEvent.Failed("This bot runs on another node now"));
    }
  }
}
