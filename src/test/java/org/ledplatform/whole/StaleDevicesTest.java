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
import org.ledplatform.sandbox.server.Delays;
import org.ledplatform.sandbox.server.ServerSettings;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.socket.MemorySockets;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

/** Our client, whose lists of devices are old, or whose own phone could not read something. */
class StaleDevicesTest {

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
  private final Linked ours = new Linked();
  private final Linked desk = new Linked();
  private Phone owner;
  private Phone anna;

  /** A client, and what it heard. */
  private final class Linked {
    final List<ClientEvent> events = new CopyOnWriteArrayList<>();
    final WhatsAppClient client =
        new WhatsAppClient(
            ClientConfig.of(network.rootKey(), "LED"),
            MemorySockets.connector(network::accept, executor),
            new MemoryDeviceStore(),
            executor,
            clock,
            new SecureRandom(),
            events::add);

    void pair(Phone phone) {
      client.connect();
      eventually(() -> seen(ClientEvent.QrOffered.class));
      events.stream()
          .filter(ClientEvent.QrOffered.class::isInstance)
          .map(ClientEvent.QrOffered.class::cast)
          .findFirst()
          .ifPresent(qr -> control.scan(TENANT, phone.id(), qr.text()));
      eventually(() -> seen(ClientEvent.Online.class));
    }

    boolean seen(Class<? extends ClientEvent> type) {
      return events.stream().anyMatch(type::isInstance);
    }

    boolean got(String text) {
      return events.stream()
          .anyMatch(
              e ->
                  e instanceof ClientEvent.MessageReceived(var message)
                      && message.text().equals(text));
    }
  }

  @BeforeEach
  void pair() {
    owner = control.addPhone(TENANT, new NewPhone("Owner", Optional.of("+15550000001")));
    anna = control.addPhone(TENANT, new NewPhone("Anna", Optional.of("+15550000002")));
    ours.pair(owner);
    write("before");
    eventually(() -> shows(anna, "before") && shows(owner, "before"));
  }

  @AfterEach
  void stop() {
    ours.client.disconnect();
    desk.client.disconnect();
    network.close();
    executor.shutdownNow();
  }

  @Test
  void aDeviceThatWeNeverHeardOfGetsTheMessageAllTheSame() {
    String unheard = "{'fault':'drop','on':{'tag':'notification','direction':'to_device'}}";
    plan(unheard);
    desk.pair(anna);
    plan(
        unheard
            + ",{'fault':'drop','on':{'tag':'message','direction':'from_device'},"
            + "'to':{'phone':'+15550000002','device':'phone'}}");
    write("one");
    eventually(() -> desk.got("one"));
    plan("");
    write("two");
    eventually(() -> desk.got("two"));
    assertThat(desk.events)
        .filteredOn(e -> e instanceof ClientEvent.MessageReceived(var m) && m.text().equals("one"))
        .hasSize(1);
    assertThat(ours.seen(ClientEvent.MessageRefused.class)).isFalse();
  }

  @Test
  void ourOwnPhoneGetsAgainWhatItCouldNotReadInItsChat() {
    plan(
        "{'fault':'corrupt','on':{'tag':'message','direction':'from_device'},'times':1,"
            + "'to':{'phone':'+15550000001'}}");
    write("damaged");
    eventually(() -> shows(anna, "damaged") && shows(owner, "damaged"));
    assertThat(control.messages(TENANT, owner.id(), Optional.of(anna.jid()), Optional.empty()))
        .anyMatch(m -> m.text().equals("damaged") && m.fromMe());
  }

  private void write(String text) {
    ours.client.send(
        OutgoingMessage.text(
            ours.client.newMessageId(), Jid.parse(anna.jid()), text, Optional.empty()));
  }

  private boolean shows(Phone phone, String text) {
    return control.messages(TENANT, phone.id(), Optional.empty(), Optional.empty()).stream()
        .anyMatch(m -> m.text().equals(text));
  }

  private void plan(String rules) {
    control.faults().put(TENANT, ("{'faults':[" + rules + "]}").replace('\'', '"'));
  }

  /** Seconds pass until it is so. */
  private void eventually(BooleanSupplier so) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              clock.advance(Duration.ofSeconds(1));
              ours.client.tick();
              desk.client.tick();
              network.tick();
              return so.getAsBoolean();
            });
  }
}
