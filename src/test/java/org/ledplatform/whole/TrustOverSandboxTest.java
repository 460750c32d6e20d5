package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.server.Delays;
import org.ledplatform.sandbox.server.ServerSettings;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.client.AccountEvent;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.socket.MemorySockets;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;

/** Two bots and people in a network that wants trust before strangers are written to. */
class TrustOverSandboxTest {

  private static final String TENANT = "local";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MutableClock clock = new MutableClock();
  private final ExecutorService executor = Executors.newFixedThreadPool(4);
  private final SandboxNetwork network =
      new SandboxNetwork(
          new MemorySandboxStorage(),
          executor,
          Delays.on(executor),
          clock,
          new SecureRandom(),
          new ServerSettings(Duration.ZERO, 100, 50));
  private final SandboxControl control = new SandboxControl(network);
  private final Bot ours = new Bot("Ours", "+15550000001");
  private final Bot theirs = new Bot("Theirs", "+15550000002");
  private Phone anna;

  /** A paired client and what it heard. */
  private final class Bot {
    final MemoryDeviceStore store = new MemoryDeviceStore();
    final List<ClientEvent> events = new CopyOnWriteArrayList<>();
    final Phone phone;
    final WhatsAppClient client =
        new WhatsAppClient(
            ClientConfig.of(network.rootKey(), "LED"),
            MemorySockets.connector(network::accept, executor),
            store,
            executor,
            clock,
            new SecureRandom(),
            events::add);

    Bot(String name, String number) {
      phone = control.addPhone(TENANT, new NewPhone(name, Optional.of(number)));
    }

    void pair() {
      client.connect();
      eventually(() -> !all(ClientEvent.QrOffered.class).isEmpty());
      control.scan(TENANT, phone.id(), all(ClientEvent.QrOffered.class).getFirst().text());
      eventually(() -> !all(ClientEvent.Online.class).isEmpty());
    }

    String send(Jid to, String text) {
      String id = client.newMessageId();
      client.send(OutgoingMessage.text(id, to, text, Optional.empty()));
      return id;
    }

    /** Whether somebody's token lies here, behind the two times that stand before it. */
    boolean isTrusted() {
      return store.list(RecordKind.TRUST_TOKEN).stream().anyMatch(r -> r.value().length > 16);
    }

    boolean accepted(String id) {
      return events.contains(new ClientEvent.MessageAccepted(id));
    }

    Optional<String> refusal(String id) {
      return all(ClientEvent.MessageRefused.class).stream()
          .filter(e -> e.id().equals(id))
          .map(ClientEvent.MessageRefused::reason)
          .findFirst();
    }

    <T extends ClientEvent> List<T> all(Class<T> type) {
      return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    Jid lid() {
      return Jid.parse(phone.lid());
    }
  }

  @BeforeEach
  void pair() {
    anna = control.addPhone(TENANT, new NewPhone("Anna", Optional.of("+15550000003")));
    ours.pair();
    theirs.pair();
  }

  @AfterEach
  void stop() {
    ours.client.disconnect();
    theirs.client.disconnect();
    network.close();
    executor.shutdownNow();
  }

  private static void eventually(BooleanSupplier condition) {
    await().atMost(PATIENCE).until(condition::getAsBoolean);
  }

  private void plan(String faults) {
    control.faults().put(TENANT, ("{'faults':[" + faults + "]}").replace('\'', '"'));
  }

  private int strikes(int rule) {
    return control.faults().faults(TENANT).split("\"rule\":" + rule + ",", -1).length - 1;
  }

  @Test
  void aStrangerIsNotWrittenToUntilTheyTrustUs() {
    plan(
        "{'fault':'demand_tokens','to':{'phone':'+15550000001'}},"
            + "{'fault':'drop','to':{'phone':'+15550000002'},"
            + "'on':{'tag':'message','direction':'from_device'}}");
    String first = ours.send(theirs.lid(), "who are you?");
    eventually(() -> !ours.all(AccountEvent.NewChatRefused.class).isEmpty());
    assertThat(ours.all(AccountEvent.NewChatRefused.class).getFirst().person())
        .isEqualTo(theirs.lid());
    assertThat(ours.refusal(first)).contains("the network refused it with 463");

    String second = ours.send(Jid.parse(anna.lid()), "and you?");
    eventually(() -> ours.refusal(second).isPresent());
    assertThat(strikes(0)).isEqualTo(1);

    // Their message gets lost, so that nothing but their token of trust arrives.
    theirs.send(ours.lid(), "hello");
    eventually(ours::isTrusted);
    String third = ours.send(theirs.lid(), "thank you");
    eventually(() -> ours.accepted(third));
    assertThat(strikes(0)).isEqualTo(1);
    eventually(
        () ->
            theirs.all(ClientEvent.MessageReceived.class).stream()
                .anyMatch(e -> e.message().text().equals("thank you")));
  }

  @Test
  void whoWroteFirstIsAnsweredWithoutAnyToken() {
    plan("{'fault':'demand_tokens'}");
    control.send(TENANT, anna.id(), SendRequest.text(ours.phone.jid(), "hi"));
    eventually(() -> !ours.all(ClientEvent.MessageReceived.class).isEmpty());
    String answer = ours.send(Jid.parse(anna.lid()), "hello Anna");
    eventually(() -> ours.accepted(answer));
    assertThat(strikes(0)).isZero();
  }

  @Test
  void blockingGoesAllTheWayRoundOverBothAddresses() {
    ours.client.blocklist().block(Jid.parse(anna.jid())).toCompletableFuture().join();
    assertThat(ours.client.blocklist().people()).containsExactly(Jid.parse(anna.lid()));
    control.send(TENANT, anna.id(), SendRequest.text(ours.phone.lid(), "unheard"));
    ours.client.blocklist().unblock(Jid.parse(anna.lid())).toCompletableFuture().join();
    control.send(TENANT, anna.id(), SendRequest.text(ours.phone.lid(), "heard"));
    eventually(() -> !ours.all(ClientEvent.MessageReceived.class).isEmpty());
    assertThat(ours.all(ClientEvent.MessageReceived.class).getFirst().message().text())
        .isEqualTo("heard");
    assertThat(ours.all(AccountEvent.BlocklistChanged.class)).hasSize(2);
  }
}
