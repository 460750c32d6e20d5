package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.whatsapp.client.AccountEvent;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.socket.MemorySockets;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;

/** Keys that get old and devices that vouch for one another, with our client and our network. */
class IdentityOverSandboxTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ExecutorService executor = Executors.newFixedThreadPool(4);
  private final SandboxFixture sandbox = new SandboxFixture();
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final List<ClientEvent> events = new CopyOnWriteArrayList<>();
  private final WhatsAppClient client =
      new WhatsAppClient(
          ClientConfig.of(sandbox.network().rootKey(), "LED"),
          MemorySockets.connector(sandbox.network()::accept, executor),
          store,
          executor,
          sandbox.clock(),
          new SecureRandom(),
          events::add);
  private Phone owner;
  private Phone anna;
  private Companion desk;
  private RawClient desksLine;

  @BeforeEach
  void pair() {
    owner = sandbox.phone("Owner");
    anna = sandbox.phone("Anna");
    desk = Companion.pair(sandbox, anna.id());
    desksLine = desk.goOnline();
    desk.takeWelcome(desksLine);
    client.connect();
    ClientEvent.QrOffered offered = awaited(ClientEvent.QrOffered.class);
    sandbox.control().scan(SandboxFixture.TENANT, owner.id(), offered.text());
    awaited(ClientEvent.Online.class);
  }

  @AfterEach
  void stop() {
    client.disconnect();
    desksLine.close();
    sandbox.close();
    executor.shutdownNow();
  }

  private <T extends ClientEvent> T awaited(Class<T> type) {
    await().atMost(PATIENCE).until(() -> events.stream().anyMatch(type::isInstance));
    return type.cast(events.stream().filter(type::isInstance).findFirst().orElseThrow());
  }

  private Jid bot() {
    return awaited(ClientEvent.Online.class).jid();
  }

  private int handedOut() {
    Node keys = desksLine.ask("encrypt", "get", Node.of("key", Node.of("user").with("jid", bot())));
    byte[] id =
        keys.requireChild("list")
            .requireChild("user")
            .requireChild("skey")
            .requireChild("id")
            .bytes();
    return id[2];
  }

  private int deviceLists() {
    return store.list(RecordKind.DEVICE_LIST).stream()
        .mapToInt(record -> Arrays.hashCode(record.value()))
        .sum();
  }

  private static String heardBy(Companion companion, Node stanza) {
    return companion.decrypt(stanza).getExtendedTextMessage().getText();
  }

  private static Message text(String text) {
    return Message.newBuilder().setConversation(text).build();
  }

  @Test
  void whoFetchedOurKeysBeforeTheyWereRenewedStillReachesUs() {
    Node old = desk.encrypt(desksLine, bot(), text("from before"));
    assertThat(handedOut()).isEqualTo(1);
    client.disconnect();
    events.removeIf(ClientEvent.Online.class::isInstance);
    sandbox.clock().advance(Duration.ofDays(27));
    client.connect();
    awaited(ClientEvent.Online.class);
    await().atMost(PATIENCE).until(() -> handedOut() == 2);
    assertThat(store.list(RecordKind.SIGNED_PRE_KEY)).hasSize(2);

    desksLine.send(
        Node.of(
                "message",
                Node.of("participants", Node.of("to", old).with("jid", bot())),
                Node.of("device-identity", desk.identity()))
            .with("id", "OLD")
            .with("to", bot().withoutDevice())
            .with("type", "text"));

    assertThat(awaited(ClientEvent.MessageReceived.class).message().text())
        .isEqualTo("from before");
  }

  @Test
  void aCompanionThatWritesFirstIsHeardAndIsAnsweredOnItsOwnDevice() {
    desk.sendText(desksLine, bot().withoutDevice(), "from the desk");
    ReceivedMessage heard = awaited(ClientEvent.MessageReceived.class).message();
    assertThat(heard.text()).isEqualTo("from the desk");
    assertThat(heard.sender().device()).isEqualTo(desk.jid().device());
    client.send(
        OutgoingMessage.text(client.newMessageId(), heard.chat(), "hello", Optional.empty()));
    Node answer = desksLine.await("message");
    assertThat(heardBy(desk, answer)).isEqualTo("hello");
  }

  @Test
  void aCompanionThatIsLinkedWhileWeTalkIsReachedWithTheNextMessage() {
    desk.sendText(desksLine, bot().withoutDevice(), "hi");
    Jid chat = awaited(ClientEvent.MessageReceived.class).message().chat();
    client.send(OutgoingMessage.text(client.newMessageId(), chat, "one", Optional.empty()));
    assertThat(heardBy(desk, desksLine.await("message"))).isEqualTo("one");
    int known = deviceLists();
    Companion tablet = Companion.pair(sandbox, anna.id());
    await().atMost(PATIENCE).until(() -> deviceLists() != known);
    try (RawClient line = tablet.goOnline()) {
      tablet.takeWelcome(line);
      client.send(OutgoingMessage.text(client.newMessageId(), chat, "two", Optional.empty()));
      assertThat(heardBy(tablet, line.await("message"))).isEqualTo("two");
    }
  }

  @Test
  void afterANewPhoneItsNewCompanionIsHeardAndTheIdentityIsTold() {
    desk.sendText(desksLine, bot().withoutDevice(), "hi");
    awaited(ClientEvent.MessageReceived.class);
    var phones = sandbox.network().phones();
    phones.reinstall(phones.find(SandboxFixture.TENANT, anna.id()).orElseThrow());
    awaited(AccountEvent.IdentityChanged.class);
    events.removeIf(ClientEvent.MessageReceived.class::isInstance);
    Companion tablet = Companion.pair(sandbox, anna.id());
    try (RawClient line = tablet.goOnline()) {
      tablet.takeWelcome(line);
      tablet.sendText(line, bot().withoutDevice(), "from the tablet");
      assertThat(awaited(ClientEvent.MessageReceived.class).message().text())
          .isEqualTo("from the tablet");
    }
  }
}
