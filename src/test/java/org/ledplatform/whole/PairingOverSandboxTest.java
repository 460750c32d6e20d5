package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.SandboxProblem;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.PairingCode;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.pairing.PhoneNumber;
import org.ledplatform.whatsapp.socket.MemorySockets;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

/** Becoming a device, by code and by QR, and ceasing to be one, between client and sandbox. */
class PairingOverSandboxTest {

  private static final String TENANT = "local";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ExecutorService executor = Executors.newFixedThreadPool(4);
  private final SandboxNetwork network =
      new SandboxNetwork(
          new MemorySandboxStorage(), executor, Clock.systemUTC(), new SecureRandom());
  private final SandboxControl control = new SandboxControl(network);
  private final List<ClientEvent> events = new CopyOnWriteArrayList<>();
  private final WhatsAppClient client =
      new WhatsAppClient(
          ClientConfig.of(network.rootKey(), "LED"),
          MemorySockets.connector(network::accept, executor),
          new MemoryDeviceStore(),
          executor,
          Clock.systemUTC(),
          new SecureRandom(),
          events::add);
  private final Phone owner = control.addPhone(TENANT, new NewPhone("Owner", Optional.empty()));

  @AfterEach
  void stop() {
    client.disconnect();
    network.close();
    executor.shutdownNow();
  }

  private <T extends ClientEvent> T awaited(Class<T> type) {
    await().atMost(PATIENCE).until(() -> events.stream().anyMatch(type::isInstance));
    return type.cast(events.stream().filter(type::isInstance).toList().getLast());
  }

  private String code() throws Exception {
    PairingCode code =
        client
            .requestPairingCode(PhoneNumber.parse(owner.phoneNumber()))
            .toCompletableFuture()
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return code.shown();
  }

  private void pairByCode() throws Exception {
    client.connect();
    awaited(ClientEvent.QrOffered.class);
    control.enterCode(TENANT, owner.id(), code());
    awaited(ClientEvent.Online.class);
  }

  @Test
  void theCodeThatIsTypedIntoThePhonePairs() throws Exception {
    pairByCode();
    assertThat(awaited(ClientEvent.Paired.class).jid().withoutDevice())
        .isEqualTo(Jid.parse(owner.jid()));
  }

  @Test
  void aWrongCodeIsSaidOnBothSidesAndTheRightOneStillPairs() throws Exception {
    client.connect();
    awaited(ClientEvent.QrOffered.class);
    String code = code();
    String wrong = code.equals("AAAA-AAAA") ? "BBBB-BBBB" : "AAAA-AAAA";
    assertThatThrownBy(() -> control.enterCode(TENANT, owner.id(), wrong))
        .isInstanceOf(SandboxProblem.class);
    awaited(ClientEvent.PairingFailed.class);
    control.enterCode(TENANT, owner.id(), code());
    awaited(ClientEvent.Online.class);
  }

  @Test
  void theQrStillPairsWhenACodeWasAskedFor() throws Exception {
    client.connect();
    String qr = awaited(ClientEvent.QrOffered.class).text();
    code();
    control.scan(TENANT, owner.id(), qr);
    awaited(ClientEvent.Online.class);
  }

  @Test
  void aClientThatLoggedOutIsPairedAgainByCode() throws Exception {
    pairByCode();
    client.logOut();
    awaited(ClientEvent.LoggedOut.class);
    events.clear();
    pairByCode();
    assertThat(events).noneMatch(ClientEvent.PairingFailed.class::isInstance);
  }

  @Test
  void aClientWhosePhoneIsGoneSaysSoAndOffersANewQr() throws Exception {
    pairByCode();
    control.removePhone(TENANT, owner.id());
    awaited(ClientEvent.LoggedOut.class);
    events.clear();
    client.connect();
    awaited(ClientEvent.QrOffered.class);
  }

  @Test
  void anAccountThatWantsAPasskeyIsExplainedAndPairsOnceItDoesNot() throws Exception {
    client.connect();
    String qr = awaited(ClientEvent.QrOffered.class).text();
    control.faults().put(TENANT, "{\"faults\":[{\"fault\":\"passkey_only\"}]}");
    assertThatThrownBy(() -> control.scan(TENANT, owner.id(), qr))
        .hasMessageContaining("passkey only");
    assertThat(awaited(ClientEvent.PairingFailed.class).reason()).contains("passkey");

    events.removeIf(ClientEvent.PairingFailed.class::isInstance);
    String code = code();
    assertThatThrownBy(() -> control.enterCode(TENANT, owner.id(), code))
        .hasMessageContaining("passkey only");
    assertThat(awaited(ClientEvent.PairingFailed.class).reason()).contains("passkey");

    control.faults().clear(TENANT);
    control.scan(TENANT, owner.id(), qr);
    awaited(ClientEvent.Online.class);
  }
}
