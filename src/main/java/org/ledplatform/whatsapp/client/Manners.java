package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.stanza.ReadReceipts;
import org.ledplatform.whatsapp.stanza.ReceiptKind;
import org.ledplatform.whatsapp.stanza.Typing;

/**
 * What a client shows of itself besides messages: that it read something, that it is there, that it
 * types (protocol §6.7, §8.6). All of it is worth saying at once or never: nothing is kept, and
 * while the client is not online nothing is said. Safe for use by many threads.
 */
public final class Manners {

  private final Executor lane;
  private final Consumer<Consumer<LoginPhase>> online;
  private final Clock clock;

  Manners(Executor lane, Consumer<Consumer<LoginPhase>> online, Clock clock) {
    this.lane = lane;
    this.online = online;
    this.clock = clock;
  }

  /** Says that these messages were read: their ticks turn blue. Messages of ours are left out. */
  public void markRead(Collection<MessageName> messages) {
    receipts(List.copyOf(messages), ReceiptKind.READ);
  }

  /** Says that these voice notes were listened to. */
  public void markPlayed(Collection<MessageName> messages) {
    receipts(List.copyOf(messages), ReceiptKind.PLAYED);
  }

  private void receipts(List<MessageName> messages, ReceiptKind kind) {
    whenOnline(login -> login.tell(ReadReceipts.of(messages, kind, clock.instant())));
  }

  /** Asks to hear whether somebody is there; {@link ClientEvent.PresenceChanged} tells. */
  public void watch(Jid person) {
    whenOnline(login -> login.watch(person));
  }

  /** Says whether somebody is at this device; holds until the connection ends. */
  public void appear(boolean available) {
    whenOnline(login -> login.appear(available));
  }

  /** Says that we type in a chat, or no longer. */
  public void typing(Jid chat, Typing typing) {
    whenOnline(login -> login.tell(List.of(typing.stanza(chat, login.addressIn(chat)))));
  }

  private void whenOnline(Consumer<LoginPhase> what) {
    lane.execute(() -> online.accept(what));
  }
}
