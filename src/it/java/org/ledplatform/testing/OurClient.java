package org.ledplatform.testing;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.content.Content;
import org.ledplatform.whatsapp.content.Context;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.socket.JdkWebSocketConnector;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

/**
 * Our own WhatsApp client on a real WebSocket, as a test holds it: collects what it tells and
 * settles every message at once.
 */
public final class OurClient implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(40);

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
  private final List<ClientEvent> events = new CopyOnWriteArrayList<>();
  private final WhatsAppClient client;

  /**
   * @param config what the client is told, with the root key of the network
   */
  public OurClient(String url, ClientConfig config) {
    this.client =
        new WhatsAppClient(
            config,
            new JdkWebSocketConnector(
                URI.create(url), Optional.empty(), Duration.ofSeconds(10), executor),
            new MemoryDeviceStore(),
            executor,
            Clock.systemUTC(),
            new SecureRandom(),
            this::heard);
    ticker.scheduleAtFixedRate(client::tick, 1, 1, TimeUnit.SECONDS);
  }

  private void heard(ClientEvent event) {
    if (event instanceof ClientEvent.MessageReceived(ReceivedMessage message)) {
      client.settle(message.ref(), Optional.empty());
    }
    events.add(event);
  }

  public WhatsAppClient client() {
    return client;
  }

  /** Connects, and waits for a QR that a phone may scan. */
  public String qr() {
    client.connect();
    return await(ClientEvent.QrOffered.class, _ -> true).text();
  }

  /** Sends content and returns its id. */
  public String send(Jid to, Content content) {
    return send(to, content, Context.NONE);
  }

  /** Sends content with what goes along and returns its id. */
  public String send(Jid to, Content content, Context context) {
    String id = client.newMessageId();
    client.send(OutgoingMessage.of(id, to, content, context));
    return id;
  }

  /** The first event of this kind that fits. */
  public <T extends ClientEvent> T await(Class<T> kind, Predicate<T> fits) {
    try {
      return Awaitility.await(kind.getSimpleName() + " at our client")
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> events.stream().filter(kind::isInstance).map(kind::cast).filter(fits).toList(),
              found -> !found.isEmpty())
          .getFirst();
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          kind.getSimpleName()
              + " did not come; there was\n"
              + String.join("\n", story())
              + "\nand counted "
              + client.statistics(),
          e);
    }
  }

  /** What happened, for messages of failed tests: events hide what people say, this does not. */
  private List<String> story() {
    return events.stream()
        .map(
            event ->
                event instanceof ClientEvent.MessageReceived(ReceivedMessage message)
                    ? message + " " + message.content()
                    : event.toString())
        .toList();
  }

  /** The first message that fits. */
  public ReceivedMessage awaitMessage(Predicate<ReceivedMessage> fits) {
    return await(ClientEvent.MessageReceived.class, event -> fits.test(event.message())).message();
  }

  /** The first message with this kind of content that fits. */
  public <T extends Content> T awaitContent(Class<T> kind, Predicate<T> fits) {
    ReceivedMessage message =
        awaitMessage(
            m -> kind.isInstance(m.body().content()) && fits.test(kind.cast(m.body().content())));
    return kind.cast(message.body().content());
  }

  /** What a question of ours was answered with. */
  public static <T> T done(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("A question was not answered", e);
    }
  }

  /** Everything that was told so far. */
  public List<ClientEvent> events() {
    return List.copyOf(events);
  }

  /** Ends the connection; {@link WhatsAppClient#connect} begins it again. */
  public void disconnect() {
    client.disconnect();
  }

  @Override
  public void close() {
    client.disconnect();
    ticker.shutdownNow();
    executor.shutdown();
  }

  /** The settings for a network. */
  public static ClientConfig config(byte[] rootKey, UnaryOperator<ClientConfig> changes) {
    return changes.apply(
        ClientConfig.of(new org.ledplatform.whatsapp.crypto.PublicKey(rootKey), "LED"));
  }
}
