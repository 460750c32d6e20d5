package org.ledplatform.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ledplatform.bot.SampleBots.ADA;
import static org.ledplatform.bot.SampleBots.NOON;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.bot.SampleBots;
import org.ledplatform.conversation.MessageIntake;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.content.Body;
import org.ledplatform.whatsapp.content.Context;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.socket.SocketClosedException;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

class LinkInboxTest {

  private static final Jid EVE = Jid.parse("777@lid");

  private final List<String> handled = new ArrayList<>();
  private boolean broken;
  private final MessageIntake intake =
      new MessageIntake(
          (message, _) -> handled.add(message.text()),
          Runnable::run,
          new FailingClock(),
          MessageIntake.Limits.USUAL);
  private final LinkInbox inbox =
      new LinkInbox(SampleBots.bot(ADA, "1"), client(), intake, Clock.systemUTC());

  /** What the intake looks at before it takes anything. */
  private final class FailingClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      if (broken) {
        throw new IllegalStateException("no time");
      }
      return NOON;
    }
  }

  private static WhatsAppClient client() {
    return new WhatsAppClient(
        ClientConfig.of(KeyPair.generate(new SecureRandom()).publicKey(), "LED"),
        _ -> {
          throw new SocketClosedException("Nobody listens");
        },
        new MemoryDeviceStore(),
        _ -> {},
        Clock.systemUTC(),
        new SecureRandom(),
        _ -> {});
  }

  private static ReceivedMessage message(String id, Jid chat) {
    return new ReceivedMessage(
        new ReceivedMessage.Ref(id, chat, EVE),
        chat,
        EVE,
        Optional.empty(),
        Optional.of(EVE),
        false,
        "Eve",
        NOON,
        false,
        Message.newBuilder().setConversation(id).build(),
        new Body(new Text(id), Context.NONE));
  }

  @Test
  void aMessageAtWhichTheIntakeFailedIsTakenWhenItIsToldAgain() {
    broken = true;
    assertThatThrownBy(() -> inbox.bring(message("one", EVE)))
        .isInstanceOf(IllegalStateException.class);
    broken = false;
    inbox.bring(message("one", EVE));
    assertThat(handled).containsExactly("one");
  }

  @Test
  void aMessageThatIsAtTheIntakeIsNotTakenTwice() {
    inbox.bring(message("one", EVE));
    inbox.bring(message("one", EVE));
    assertThat(handled).containsExactly("one");
  }
}
