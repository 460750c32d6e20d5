package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.media.MediaSettings;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.whatsapp.client.AccountEvent;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.content.ContentReader;
import org.ledplatform.whatsapp.history.HistoryItem;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.media.JdkMediaTransfer;
import org.ledplatform.whatsapp.media.MediaAccess;
import org.ledplatform.whatsapp.media.TlsTrust;
import org.ledplatform.whatsapp.socket.MemorySockets;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

/** Our client reads the past of its phone from files of our network's media host (§6.9, §10). */
class HistoryFilesTest {

  private static final String TENANT = "local";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int WRITTEN = 620;
  private static final int IN_FIRST_PART = 20;

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final SandboxNetwork network =
      new SandboxNetwork(
          new MemorySandboxStorage(), executor, Clock.systemUTC(), new SecureRandom());
  private final SandboxControl control = new SandboxControl(network);
  private final List<ClientEvent> events = new CopyOnWriteArrayList<>();
  private final List<HistoryItem> past = new CopyOnWriteArrayList<>();
  private final Phone owner = person("Owner");
  private final Phone anna = person("Anna");
  private Optional<WhatsAppClient> client = Optional.empty();

  private Phone person(String name) {
    return control.addPhone(TENANT, new NewPhone(name, Optional.empty()));
  }

  @BeforeEach
  void open() throws IOException {
    network.media().open(MediaSettings.LOCAL);
  }

  @AfterEach
  void stop() {
    client.ifPresent(WhatsAppClient::disconnect);
    network.close();
    executor.shutdownNow();
  }

  private WhatsAppClient pair() {
    MediaAccess media =
        MediaAccess.namedHostsOnly(
            new JdkMediaTransfer(network.media().authority().map(TlsTrust::in), executor));
    WhatsAppClient made =
        new WhatsAppClient(
            ClientConfig.of(network.rootKey(), "LED").withMedia(media),
            MemorySockets.connector(network::accept, executor),
            new MemoryDeviceStore(),
            executor,
            Clock.systemUTC(),
            new SecureRandom(),
            events::add,
            past::add);
    client = Optional.of(made);
    made.connect();
    await().atMost(PATIENCE).until(() -> !told(ClientEvent.QrOffered.class).isEmpty());
    control.scan(TENANT, owner.id(), told(ClientEvent.QrOffered.class).getLast().text());
    return made;
  }

  private <T> List<T> told(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private <T extends HistoryItem, R> List<R> past(Class<T> type, Function<T, R> what) {
    return past.stream().filter(type::isInstance).map(type::cast).map(what).toList();
  }

  private List<String> texts() {
    return past(
        HistoryItem.PastMessage.class,
        m -> ContentReader.readOrUnsupported(m.content()).content().text());
  }

  private static List<String> written() {
    return IntStream.rangeClosed(1, WRITTEN).mapToObj(i -> "text " + i).toList();
  }

  @Test
  void everythingIsReadOnceFromPartsInTheirOrder() {
    written().forEach(text -> control.send(TENANT, owner.id(), SendRequest.text(anna.jid(), text)));
    WhatsAppClient reader = pair();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              reader.tick();
              return told(AccountEvent.HistoryRead.class).size() >= 4;
            });
    assertThat(told(AccountEvent.HistoryRead.class))
        .containsExactlyInAnyOrder(
            new AccountEvent.HistoryRead("INITIAL_BOOTSTRAP", 100),
            new AccountEvent.HistoryRead("RECENT", 33),
            new AccountEvent.HistoryRead("RECENT", 66),
            new AccountEvent.HistoryRead("RECENT", 100));
    assertThat(texts()).containsExactlyInAnyOrderElementsOf(written());
    assertThat(past(HistoryItem.PastChat.class, HistoryItem.PastChat::chat))
        .hasSize(4)
        .containsOnly(Jid.parse(anna.jid()));
    assertThat(past(HistoryItem.PastName.class, HistoryItem.PastName::pushName)).contains("Anna");
    assertThat(events)
        .noneMatch(e -> e instanceof ClientEvent.Noted(String text) && text.contains("history"));
  }

  @Test
  void olderMessagesComeFromAFileOnDemand() {
    written().stream()
        .limit(IN_FIRST_PART)
        .forEach(text -> control.send(TENANT, owner.id(), SendRequest.text(anna.jid(), text)));
    WhatsAppClient reader = pair();
    await().atMost(PATIENCE).until(() -> texts().size() == IN_FIRST_PART);
    HistoryItem.PastMessage newest =
        past(HistoryItem.PastMessage.class, Function.identity()).getFirst();
    past.clear();
    reader.account().requestHistory(newest.name(), newest.sentAt(), 5);
    await().atMost(PATIENCE).until(() -> texts().size() >= 5);
    assertThat(texts()).containsExactly("text 19", "text 18", "text 17", "text 16", "text 15");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                told(AccountEvent.HistoryRead.class)
                    .contains(new AccountEvent.HistoryRead("ON_DEMAND", 100)));
  }
}
