package org.ledplatform.whole;

import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.client.AccountEvent;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.socket.MemorySockets;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;

/**
 * A linked device that answers {@code !ping …} with {@code pong …}, whose process dies at a commit
 * and is begun again over the same store. The network notices that the connection is gone, as it
 * does when a process is killed.
 */
final class MortalClient implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  final MemoryDeviceStore store = new MemoryDeviceStore();
  final List<ClientEvent> events = new CopyOnWriteArrayList<>();
  private final SandboxNetwork network;
  private final ExecutorService executor;
  private volatile Life life;

  MortalClient(SandboxNetwork network, ExecutorService executor) {
    this.network = network;
    this.executor = executor;
    this.life = new Life();
  }

  private final AtomicInteger undecryptable = new AtomicInteger();

  private final class Life {
    final AtomicBoolean dead = new AtomicBoolean();
    final DyingStore dying = new DyingStore(store, dead);
    final WhatsAppClient client =
        new WhatsAppClient(
            ClientConfig.of(network.rootKey(), "LED"),
            new CutConnector(
                MemorySockets.connector(network::accept, executor),
                CutConnector.Cut.BEFORE_SENDING,
                dead),
            dying,
            executor,
            Clock.systemUTC(),
            new SecureRandom(),
            this::heard);

    private void heard(ClientEvent event) {
      if (dead.get()) {
        return;
      }
      events.add(event);
      if (event instanceof ClientEvent.MessageUndecryptable) {
        undecryptable.incrementAndGet();
      }
      if (event instanceof ClientEvent.MessageReceived(ReceivedMessage message)) {
        perhaps(_ -> answer(message));
      }
    }

    void answer(ReceivedMessage message) {
      Optional<OutgoingMessage> reply =
          message.text().startsWith("!ping")
              ? Optional.of(
                  OutgoingMessage.text(
                      client.newMessageId(),
                      message.chat(),
                      message.text().replace("!ping", "pong"),
                      Optional.of(message.asQuote())))
              : Optional.empty();
      client.settle(message.ref(), reply);
    }

    /** What a process does until it dies. */
    void perhaps(Consumer<WhatsAppClient> what) {
      try {
        what.accept(client);
      } catch (WhatsAppException e) {
        if (!dead.get()) {
          throw e;
        }
      }
    }
  }

  WhatsAppClient client() {
    return life.client;
  }

  /** Begins, or begins again: first what the process before left undone, then what is new. */
  void begin() {
    Life now = life;
    now.perhaps(client -> client.unsettled().forEach(now::answer));
    now.client.connect();
  }

  /** Dies at a commit from now on, counted from 1. */
  void dieAt(int commit, DyingStore.Moment when) {
    life.dying.dieAt(commit, when);
  }

  boolean dead() {
    return life.dead.get();
  }

  /** Does something that may be the last thing that this process does. */
  void perhaps(Consumer<WhatsAppClient> what) {
    life.perhaps(what);
  }

  /** Waits until the process is dead, or until it has done what it should. */
  void untilDeadOr(BooleanSupplier done) {
    until(() -> dead() || done.getAsBoolean());
  }

  /**
   * Begins again when the process is dead, with nothing heard yet, and lives on otherwise.
   *
   * @return whether it was dead
   */
  boolean reborn() {
    if (!dead()) {
      life.dying.dieAt(Integer.MAX_VALUE, DyingStore.Moment.BEFORE_THE_COMMIT);
      return false;
    }
    life.client.disconnect();
    events.clear();
    life = new Life();
    begin();
    return true;
  }

  /** Waits while time passes. */
  void until(BooleanSupplier done) {
    try {
      await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          .until(
              () -> {
                life.client.tick();
                return done.getAsBoolean();
              });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "not in time; " + (dead() ? "dead" : "alive") + ", heard " + kinds(), e);
    }
  }

  /** What it was told, without the words of people. */
  private List<String> kinds() {
    return events.stream()
        .map(e -> e instanceof ClientEvent.Noted(String text) ? text : e.getClass().getSimpleName())
        .toList();
  }

  <T extends ClientEvent> List<T> heard(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** It is online and knows the keys and the past that a phone tells a new companion. */
  boolean welcomed() {
    return !heard(ClientEvent.Online.class).isEmpty()
        && !heard(AccountEvent.HistoryRead.class).isEmpty()
        && holdsKeys();
  }

  /** What it was told before it died is dealt with. */
  boolean holdsKeys() {
    return !store.list(RecordKind.APP_STATE_KEY).isEmpty()
        && store.list(RecordKind.PEER_NOTICE).isEmpty();
  }

  /** How many messages could not be read, in all its lives. */
  int undecryptable() {
    return undecryptable.get();
  }

  /** Whether a message of ours became durable. */
  boolean remembers(String id) {
    return Stream.of(RecordKind.OUTBOX, RecordKind.SENT)
        .anyMatch(kind -> store.read(new RecordKey(kind, id)).isPresent());
  }

  /** Nothing is left undone. */
  boolean idle() {
    return store.list(RecordKind.INBOX).isEmpty() && store.list(RecordKind.OUTBOX).isEmpty();
  }

  @Override
  public void close() {
    life.client.disconnect();
  }
}
