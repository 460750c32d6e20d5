package org.ledplatform.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.bot.SampleBots.ADA;
import static org.ledplatform.bot.SampleBots.NOON;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.bot.SampleBots;
import org.ledplatform.conversation.IncomingMessage;
import org.ledplatform.conversation.MessageIntake;
import org.ledplatform.whatsapp.ManualExecutor;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.content.Body;
import org.ledplatform.whatsapp.content.Context;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Outbox;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.socket.SocketClosedException;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

class LongRepliesTest {

  private static final Jid EVE = Jid.parse("777@lid");

  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final SecureRandom random = new SecureRandom();
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final ManualExecutor executor = new ManualExecutor();
  private final List<IncomingMessage> taken = new ArrayList<>();
  private final WhatsAppClient client =
      new WhatsAppClient(
          ClientConfig.of(KeyPair.generate(random).publicKey(), "LED"),
          _ -> {
            throw new SocketClosedException("nobody connects here");
          },
          store,
          executor,
          clock,
          random,
          _ -> {});
  private final LinkInbox inbox =
      new LinkInbox(
          SampleBots.bot(ADA, "1"),
          client,
          new MessageIntake(
              (message, _) -> taken.add(message), executor, clock, MessageIntake.Limits.USUAL),
          clock);

  @Test
  void aReplyThatNoAppCouldShowIsCutSoThatItsMessageIsSettled() {
    inbox.bring(
        new ReceivedMessage(
            new ReceivedMessage.Ref("ID", EVE, EVE),
            EVE,
            EVE,
            Optional.empty(),
            Optional.of(EVE),
            false,
            "Eve",
            NOON,
            true,
            Message.newBuilder().setConversation("!long").build(),
            new Body(new Text("!long"), Context.NONE)));
    executor.runAll();
    inbox.settle(taken.getFirst(), Optional.of("x".repeat(70_000)));
    assertThat(new Outbox(store).waiting())
        .singleElement()
        .satisfies(
            reply ->
                assertThat(reply.content().getExtendedTextMessage().getText()).hasSize(65_536));
  }
}
