package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.server.Delays;
import org.ledplatform.sandbox.server.ServerSettings;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.socket.MemorySockets;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

/** Our client in a network that misbehaves: it goes on, or says why it cannot. */
class FaultsTest {

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
  private final List<ClientEvent> events = new CopyOnWriteArrayList<>();
  private final WhatsAppClient client =
      new WhatsAppClient(
          ClientConfig.of(network.rootKey(), "LED"),
          MemorySockets.connector(network::accept, executor),
          new MemoryDeviceStore(),
          executor,
          clock,
          new SecureRandom(),
          this::heard);
  private Phone owner;
  private Phone anna;

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

  @BeforeEach
  void pair() {
    owner = control.addPhone(TENANT, new NewPhone("Owner", Optional.of("+15550000001")));
    anna = control.addPhone(TENANT, new NewPhone("Anna", Optional.of("+15550000002")));
    client.connect();
    await().atMost(PATIENCE).until(() -> seen(ClientEvent.QrOffered.class) > 0);
    control.scan(
        TENANT,
        owner.id(),
        events.stream()
            .filter(ClientEvent.QrOffered.class::isInstance)
            .map(e -> ((ClientEvent.QrOffered) e).text())
            .findFirst()
            .orElseThrow());
    await().atMost(PATIENCE).until(() -> seen(ClientEvent.Online.class) > 0);
    answers("!ping before");
    events.clear();
  }

  @AfterEach
  void stop() {
    client.disconnect();
    network.close();
    executor.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'fault':'close'",
        "'fault':'stream_error','code':500",
        "'fault':'stream_error','code':503",
        "'fault':'stream_error','code':515",
        "'fault':'silent','times':1",
        "'fault':'corrupt','part':'frame','on':{'tag':'message','direction':'to_device'},'times':1",
        "'fault':'corrupt','part':'frame','on':{'tag':'receipt','direction':'from_device'},'times':1"
      })
  void comesBackAndAnswersWhatWasWrittenMeanwhile(String fault) {
    plan(fault);
    answers("!ping in trouble");
    assertThat(seen(ClientEvent.Online.class)).isPositive();
    assertThat(seen(ClientEvent.LoggedOut.class)).isZero();
    answers("!ping afterwards");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'fault':'corrupt','on':{'tag':'message','direction':'to_device'},'times':1",
        "'fault':'corrupt','on':{'tag':'message','direction':'from_device'},'times':1",
        "'fault':'duplicate','copies':3,'on':{'tag':'message'}",
        "'fault':'delay','millis':30,'on':{'tag':'message'}",
        "'fault':'delay','millis':20,'probability':0.5",
        "'fault':'reorder','on':{'tag':'message','direction':'to_device'},'times':1",
        "'fault':'drop','on':{'tag':'receipt'}",
        "'fault':'drop','on':{'tag':'chatstate'}",
        "'fault':'rate_limit','on':{'tag':'iq'},'times':1",
        "'fault':'query_error','code':500,'times':1",
        "'fault':'no_pre_keys'",
        "'fault':'lid_addressing'",
        "'fault':'new_identity','to':{'phone':'+15550000002'}"
      })
  void goesOnAndAnswersOnce(String fault) {
    plan(fault);
    say("!ping one");
    say("!ping two");
    answered("pong one");
    answered("pong two");
    assertThat(shown("pong one")).isEqualTo(1);
    assertThat(seen(ClientEvent.LoggedOut.class)).isZero();
  }

  @Test
  void sendsAgainWhatTheNetworkWasTooBusyFor() {
    plan("'fault':'rate_limit','on':{'tag':'message','direction':'from_device'},'times':1");
    say("!ping busy");
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              clock.advance(Duration.ofSeconds(1));
              client.tick();
              return shown("pong busy") > 0;
            });
    assertThat(shown("pong busy")).isEqualTo(1);
    assertThat(seen(ClientEvent.MessageRefused.class)).isZero();
  }

  @Test
  void answersWhatWasLostOnItsWayAfterTheNextLogin() {
    plan("'fault':'drop','on':{'tag':'message','direction':'to_device'},'times':1");
    say("!ping lost");
    plan("'fault':'close'");
    answered("pong lost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'fault':'drop','on':{'tag':'message','direction':'from_device'},'times':1",
        "'fault':'drop','on':{'tag':'ack','direction':'to_device'},'times':2"
      })
  void sendsAgainOverTheSameConnectionWhatWasNeverAcknowledged(String fault) {
    Instant begun = clock.instant();
    plan(fault);
    say("!ping one");
    hears(ClientEvent.MessageAccepted.class);
    assertThat(clock.instant()).isAfter(begun.plusSeconds(74));
    answers("!ping two");
    assertThat(shown("pong one")).isEqualTo(1);
    assertThat(seen(ClientEvent.Online.class)).isZero();
    assertThat(seen(ClientEvent.Disconnected.class)).isZero();
  }

  @Test
  void saysForHowLongItIsBanned() {
    plan("'fault':'temporary_ban','code':101,'seconds':3600", "'fault':'close'");
    hears(ClientEvent.Banned.class);
    assertThat(events)
        .anyMatch(
            e ->
                e instanceof ClientEvent.Banned(int _, String _, Optional<Instant> until)
                    && until.filter(clock.instant()::isBefore).isPresent());
    assertThat(seen(ClientEvent.Online.class)).isZero();
  }

  @Test
  void saysThatItsVersionIsOutdated() {
    plan("'fault':'outdated_version'", "'fault':'close'");
    hears(ClientEvent.Outdated.class);
  }

  @Test
  void saysThatSomebodyElseTookItsPlaceAndStaysAway() {
    plan("'fault':'replaced'");
    hears(ClientEvent.Replaced.class);
    assertThat(seen(ClientEvent.Online.class)).isZero();
  }

  @Test
  void saysThatThePhoneRemovedIt() {
    plan("'fault':'logout'");
    hears(ClientEvent.LoggedOut.class);
  }

  @Test
  void saysThatItsMessageWasRefused() {
    plan("'fault':'nack','code':463,'times':1");
    client.send(
        OutgoingMessage.text(
            client.newMessageId(), Jid.parse(anna.jid()), "hello", Optional.empty()));
    hears(ClientEvent.MessageRefused.class);
    answers("!ping still here");
  }

  private <T extends ClientEvent> void hears(Class<T> type) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              pass();
              return seen(type) > 0;
            });
  }

  private void answers(String ping) {
    say(ping);
    answered(ping.replace("!ping", "pong"));
  }

  private void answered(String pong) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              pass();
              return shown(pong) > 0;
            });
  }

  /** A second passes for everybody. */
  private void pass() {
    clock.advance(Duration.ofSeconds(1));
    client.tick();
    network.tick();
  }

  private long shown(String text) {
    return control.messages(TENANT, anna.id(), Optional.empty(), Optional.empty()).stream()
        .filter(m -> m.text().equals(text))
        .count();
  }

  private long seen(Class<? extends ClientEvent> type) {
    return events.stream().filter(type::isInstance).count();
  }

  private void say(String text) {
    control.send(TENANT, anna.id(), SendRequest.text(owner.jid(), text));
  }

  private void plan(String... rules) {
    control
        .faults()
        .put(TENANT, ("{'faults':[{" + String.join("},{", rules) + "}]}").replace('\'', '"'));
  }
}
