package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.Reads;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.socket.ByteSocket;
import org.ledplatform.whatsapp.socket.ByteSocketListener;
import org.ledplatform.whatsapp.socket.MemorySockets;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

/** Thousands of messages that wait for our client at our network (protocol §6.5, §14). */
class OfflineFloodTest {

  private static final String TENANT = "local";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int WAITING = 3_000;
  private static final int BATCH = 100;
  private static final int UNASKED = 5;
  private static final String SLOW = "take your time";

  private final ExecutorService executor = Executors.newFixedThreadPool(4);
  private final SandboxNetwork network =
      new SandboxNetwork(
          new MemorySandboxStorage(), executor, Clock.systemUTC(), new SecureRandom());
  private final SandboxControl control = new SandboxControl(network);
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final List<ClientEvent> events = new CopyOnWriteArrayList<>();
  private final List<String> texts = new CopyOnWriteArrayList<>();
  private final AtomicReference<Runnable> cut = new AtomicReference<>(() -> {});
  private final CountDownLatch patient = new CountDownLatch(1);
  private final WhatsAppClient client =
      new WhatsAppClient(
          ClientConfig.of(network.rootKey(), "LED"),
          this::connect,
          store,
          executor,
          Clock.systemUTC(),
          new SecureRandom(),
          this::heard);
  private Phone owner;
  private Phone anna;

  private ByteSocket connect(ByteSocketListener listener) {
    ByteSocket socket = MemorySockets.connector(network::accept, executor).connect(listener);
    cut.set(socket::close);
    return socket;
  }

  private void heard(ClientEvent event) {
    events.add(event);
    if (event instanceof ClientEvent.MessageReceived(ReceivedMessage message)) {
      texts.add(message.text());
      if (message.text().equals(SLOW)) {
        hold();
      }
      client.settle(message.ref(), Optional.empty());
      if (texts.size() == WAITING / 2) {
        cut.get().run();
      }
    }
  }

  private record Range(int least, int most) {
    boolean has(int number) {
      return least <= number && number <= most;
    }
  }

  private void hold() {
    try {
      assertThat(patient.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(List<String> all) {
    all.forEach(text -> control.send(TENANT, anna.id(), SendRequest.text(owner.jid(), text)));
  }

  @BeforeEach
  void pair() {
    owner = control.addPhone(TENANT, new NewPhone("Owner", Optional.empty(), Reads.ON_DEMAND));
    anna = control.addPhone(TENANT, new NewPhone("Anna", Optional.empty()));
    client.connect();
    awaitSeen(ClientEvent.QrOffered.class, 1);
    String qr =
        events.stream()
            .filter(ClientEvent.QrOffered.class::isInstance)
            .map(e -> ((ClientEvent.QrOffered) e).text())
            .toList()
            .getLast();
    control.scan(TENANT, owner.id(), qr);
    awaitSeen(ClientEvent.Online.class, 1);
  }

  @AfterEach
  void stop() {
    client.disconnect();
    network.close();
    executor.shutdownNow();
  }

  private void awaitSeen(Class<? extends ClientEvent> type, int times) {
    await().atMost(PATIENCE).until(() -> events.stream().filter(type::isInstance).count() >= times);
  }

  @Test
  void threeThousandMessagesComeOnceEachAndInOrderAlthoughTheConnectionDrops() {
    client.disconnect();
    List<String> written = IntStream.range(0, WAITING).mapToObj(i -> "text " + i).toList();
    written.forEach(text -> control.send(TENANT, anna.id(), SendRequest.text(owner.jid(), text)));
    events.clear();
    client.connect();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              client.tick();
              return texts.size() >= WAITING;
            });
    assertThat(texts).containsExactlyElementsOf(written);
    assertThat(events).anyMatch(ClientEvent.Disconnected.class::isInstance);
    assertThat(events).noneMatch(e -> e instanceof ClientEvent.MessageUndecryptable);
    assertThat(client.unsettled()).isEmpty();
  }

  @Test
  void whoeverIsSlowToHearIsNotFlooded() {
    client.disconnect();
    List<String> written =
        Stream.concat(Stream.of(SLOW), IntStream.range(1, 5 * BATCH).mapToObj(i -> "text " + i))
            .toList();
    write(written);
    client.connect();
    // Word of a new chat may wait among the messages.
    Range inMemory = new Range(2 * BATCH - UNASKED, 2 * BATCH + UNASKED);
    await()
        .atMost(PATIENCE)
        .during(Duration.ofSeconds(1))
        .until(() -> inMemory.has(client.unsettled().size()));
    patient.countDown();
    await().atMost(PATIENCE).until(() -> texts.size() == written.size());
    assertThat(texts).containsExactlyElementsOf(written);
  }
}
