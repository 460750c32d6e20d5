package org.ledplatform.whole;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.control.ShownMessage;
import org.ledplatform.sandbox.media.MediaSettings;
import org.ledplatform.sandbox.phone.VirtualPhone;
import org.ledplatform.sandbox.server.Delays;
import org.ledplatform.sandbox.server.ServerSettings;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.media.JdkMediaTransfer;
import org.ledplatform.whatsapp.media.MediaAccess;
import org.ledplatform.whatsapp.media.TlsTrust;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.socket.MemorySockets;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

/**
 * A network under a test's clock, and one client of ours in it that answers {@code !ping}. Its
 * stores can be looked into.
 */
final class ClientWorld implements AutoCloseable {

  static final String TENANT = "local";
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final MutableClock clock = new MutableClock();
  final MemorySandboxStorage storage = new MemorySandboxStorage();
  final MemoryDeviceStore store = new MemoryDeviceStore();
  final List<ClientEvent> events = new CopyOnWriteArrayList<>();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final SandboxNetwork network =
      new SandboxNetwork(
          storage,
          executor,
          Delays.on(executor),
          clock,
          new SecureRandom(),
          new ServerSettings(Duration.ZERO, 100, 50));
  final SandboxControl control = new SandboxControl(network);
  WhatsAppClient client;

  /** A network with media hosts, and a client that is not connected yet. */
  ClientWorld() {
    try {
      network.media().open(MediaSettings.LOCAL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client = newClient();
  }

  private WhatsAppClient newClient() {
    MediaAccess media =
        MediaAccess.namedHostsOnly(
            new JdkMediaTransfer(network.media().authority().map(TlsTrust::in), executor));
    return new WhatsAppClient(
        ClientConfig.of(network.rootKey(), "LED").withMedia(media),
        MemorySockets.connector(network::accept, executor),
        store,
        executor,
        clock,
        new SecureRandom(),
        this::heard);
  }

  private void heard(ClientEvent event) {
    events.add(event);
    if (event instanceof ClientEvent.MessageReceived(ReceivedMessage message)
        && message.text().startsWith("!ping")) {
      client.settle(
          message.ref(),
          Optional.of(
              OutgoingMessage.text(
                  client.newMessageId(),
                  message.chat(),
                  message.text().replace("!ping", "pong"),
                  Optional.empty())));
    }
  }

  Phone person(String name, String number) {
    return control.addPhone(TENANT, new NewPhone(name, Optional.of(number)));
  }

  /** The phone itself, for what a person does that has no control path. */
  VirtualPhone hands(Phone phone) {
    return network.phones().find(TENANT, phone.id()).orElseThrow();
  }

  /** Links the client with this phone and waits until it is there. */
  void pair(Phone owner) {
    client.connect();
    passUntil(() -> seen(ClientEvent.QrOffered.class) > 0);
    control.scan(TENANT, owner.id(), last(ClientEvent.QrOffered.class).text());
    passUntil(() -> seen(ClientEvent.Online.class) > 0);
  }

  /** The client comes back with what it stored, as after a restart of its process. */
  void comeBack() {
    events.clear();
    client = newClient();
    client.connect();
    passUntil(() -> seen(ClientEvent.Online.class) > 0);
  }

  /** Seconds pass for everybody until it is so. */
  void passUntil(Callable<Boolean> so) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              clock.advance(Duration.ofSeconds(1));
              client.tick();
              network.tick();
              return so.call();
            });
  }

  <T extends ClientEvent> long seen(Class<T> type) {
    return events.stream().filter(type::isInstance).count();
  }

  <T extends ClientEvent> T last(Class<T> type) {
    return type.cast(events.stream().filter(type::isInstance).toList().getLast());
  }

  void say(Phone from, String to, String text) {
    control.send(TENANT, from.id(), SendRequest.text(to, text));
  }

  /** The client writes to somebody. */
  void write(Jid to, String text) {
    client.send(OutgoingMessage.text(client.newMessageId(), to, text, Optional.empty()));
  }

  /** Writes a {@code !ping} and waits for its answer on the phone. */
  void answers(Phone from, String to, String about) {
    say(from, to, "!ping " + about);
    passUntil(() -> shown(from).stream().anyMatch(m -> m.text().equals("pong " + about)));
  }

  List<ShownMessage> shown(Phone phone) {
    return control.messages(TENANT, phone.id(), Optional.empty(), Optional.empty());
  }

  /** What the client received from others, oldest first. */
  List<ReceivedMessage> received() {
    return events.stream()
        .filter(ClientEvent.MessageReceived.class::isInstance)
        .map(e -> ((ClientEvent.MessageReceived) e).message())
        .toList();
  }

  void plan(String... rules) {
    control
        .faults()
        .put(TENANT, ("{'faults':[{" + String.join("},{", rules) + "}]}").replace('\'', '"'));
  }

  @Override
  public void close() {
    client.disconnect();
    network.close();
    executor.shutdownNow();
  }
}
