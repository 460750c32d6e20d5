package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.control.ShownMessage;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.socket.MemorySockets;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;

/**
 * Our client and our network, written apart from one protocol description, understand each other.
 */
class ClientOverSandboxTest {

  private static final String TENANT = "local";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ExecutorService executor = Executors.newFixedThreadPool(4);
  private final SandboxNetwork network =
      new SandboxNetwork(
          new MemorySandboxStorage(), executor, Clock.systemUTC(), new SecureRandom());
  private final SandboxControl control = new SandboxControl(network);
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final List<ClientEvent> events = new CopyOnWriteArrayList<>();
  private WhatsAppClient client = newClient();
  private Phone owner;
  private Phone anna;

  private WhatsAppClient newClient() {
    return new WhatsAppClient(
        ClientConfig.of(network.rootKey(), "LED"),
        MemorySockets.connector(network::accept, executor),
        store,
        executor,
        Clock.systemUTC(),
        new SecureRandom(),
        this::heard);
  }

  /** Answers {@code !ping} as a bot would: dealt with and answered in one step. */
  private void heard(ClientEvent event) {
    events.add(event);
    if (event instanceof ClientEvent.MessageReceived(ReceivedMessage message)
        && message.text().equals("!ping")) {
      client.settle(
          message.ref(),
          Optional.of(
              OutgoingMessage.text(
                  client.newMessageId(), message.chat(), "pong", Optional.of(message.asQuote()))));
    }
  }

  @BeforeEach
  void pair() {
    owner = control.addPhone(TENANT, new NewPhone("Owner", Optional.empty()));
    anna = control.addPhone(TENANT, new NewPhone("Anna", Optional.empty()));
    client.connect();
    String qr = awaited(ClientEvent.QrOffered.class, 1).text();
    control.scan(TENANT, owner.id(), qr);
    awaited(ClientEvent.Online.class, 1);
  }

  @AfterEach
  void stop() {
    client.disconnect();
    network.close();
    executor.shutdownNow();
  }

  private <T extends ClientEvent> T awaited(Class<T> type, int count) {
    Callable<Integer> seen = () -> (int) events.stream().filter(type::isInstance).count();
    await().atMost(PATIENCE).until(seen, n -> n >= count);
    return type.cast(events.stream().filter(type::isInstance).toList().getLast());
  }

  private List<ShownMessage> shown(Phone phone) {
    return control.messages(TENANT, phone.id(), Optional.empty(), Optional.empty());
  }

  private void awaitShown(Phone phone, String text, int times) {
    await()
        .atMost(PATIENCE)
        .until(() -> shown(phone).stream().filter(m -> m.text().equals(text)).count() == times);
  }

  private void say(Phone phone, String to, String text) {
    control.send(TENANT, phone.id(), SendRequest.text(to, text));
  }

  @Test
  void isPairedWithTheAccountOfThePhoneThatScanned() {
    ClientEvent.Paired paired = awaited(ClientEvent.Paired.class, 1);
    assertThat(paired.jid().withoutDevice()).isEqualTo(Jid.parse(owner.jid()));
    assertThat(paired.lid().withoutDevice()).isEqualTo(Jid.parse(owner.lid()));
    assertThat(paired.jid().device()).isPositive();
  }

  @Test
  void readsTheHistoryThatItsPhoneSendsAfterPairing() {
    await().atMost(PATIENCE).until(() -> people().contains(Jid.parse(anna.jid())));
    assertThat(events)
        .noneMatch(e -> e instanceof ClientEvent.Noted(String text) && text.contains("history"));
  }

  private Set<Jid> people() {
    return store.list(RecordKind.LID_MAPPING).stream()
        .map(record -> Jid.parse(record.name()))
        .collect(Collectors.toSet());
  }

  @Test
  void answersAPingOfAnotherPersonUnderBothAddresses() {
    say(anna, owner.jid(), "!ping");
    awaitShown(anna, "pong", 1);
    say(anna, owner.lid(), "!ping");
    awaitShown(anna, "pong", 2);
    awaitShown(owner, "pong", 2);
    ShownMessage answer =
        shown(anna).stream().filter(m -> m.text().equals("pong")).findFirst().orElseThrow();
    assertThat(answer.quoted().orElseThrow().text()).isEqualTo("!ping");
    assertThat(answer.fromMe()).isFalse();
  }

  @Test
  void hearsWhatItsOwnPhoneWritesToOthers() {
    say(owner, anna.jid(), "!ping");
    awaitShown(anna, "pong", 1);
    ReceivedMessage heard = awaited(ClientEvent.MessageReceived.class, 1).message();
    assertThat(heard.fromMe()).isTrue();
  }

  @Test
  void writesFirstToSomebodyItNeverHeardOf() {
    client.send(
        OutgoingMessage.text(
            client.newMessageId(), Jid.parse(anna.jid()), "good morning", Optional.empty()));
    awaitShown(anna, "good morning", 1);
    awaitShown(owner, "good morning", 1);
    say(anna, owner.jid(), "good evening");
    assertThat(awaited(ClientEvent.MessageReceived.class, 1).message().text())
        .isEqualTo("good evening");
  }

  @Test
  void comesBackWithoutAQrAndGetsInOrderWhatWaited() {
    client.disconnect();
    for (int i = 1; i <= 5; i++) {
      say(anna, owner.jid(), "while you were away " + i);
    }
    say(anna, owner.jid(), "!ping");
    events.clear();
    client = newClient();
    client.connect();
    awaitShown(anna, "pong", 1);
    assertThat(events).noneMatch(e -> e instanceof ClientEvent.QrOffered);
    assertThat(
            events.stream()
                .filter(ClientEvent.MessageReceived.class::isInstance)
                .map(e -> ((ClientEvent.MessageReceived) e).message().text()))
        .containsExactly(
            "while you were away 1",
            "while you were away 2",
            "while you were away 3",
            "while you were away 4",
            "while you were away 5",
            "!ping");
    assertThat(client.unsettled()).hasSize(5);
  }

  @Test
  void manyMessagesBothWaysArriveOnceEach() {
    for (int i = 0; i < 40; i++) {
      say(anna, i % 2 == 0 ? owner.jid() : owner.lid(), "!ping");
    }
    awaitShown(anna, "pong", 40);
    assertThat(events).noneMatch(e -> e instanceof ClientEvent.MessageUndecryptable);
  }

  @Test
  void isLoggedOutAtTheNetworkToo() {
    client.logOut();
    awaited(ClientEvent.LoggedOut.class, 1);
    events.clear();
    client.connect();
    awaited(ClientEvent.QrOffered.class, 1);
  }
}
