package org.ledplatform.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import org.ledplatform.sandbox.RawClient.Keys;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.Reads;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.ShownMessage;
import org.ledplatform.sandbox.server.ServerSettings;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.node.TokenDictionary;
import org.ledplatform.whatsapp.proto.ClientPayload;
import org.ledplatform.whatsapp.socket.MemorySockets;
import org.ledplatform.whatsapp.socket.SocketConnector;

/** A network in memory, whose clock a test moves and which answers without delay. */
public final class SandboxFixture implements AutoCloseable {

  public static final String TENANT = "tenant";

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Phaser running = new Phaser(1);
  private final MutableClock clock = new MutableClock();
  private final ManualDelays delays = new ManualDelays(executor);
  private final SandboxNetwork network;
  private final SandboxControl control;
  private final SocketConnector connector;

  public SandboxFixture() {
    this(new MemorySandboxStorage());
  }

  public SandboxFixture(SandboxStorage storage) {
    this(storage, new ServerSettings(Duration.ZERO, 100, 50));
  }

  public SandboxFixture(SandboxStorage storage, ServerSettings settings) {
    network = new SandboxNetwork(storage, this::run, delays, clock, new SecureRandom(), settings);
    control = new SandboxControl(network);
    connector = MemorySockets.connector(network::accept, executor);
  }

  public SandboxNetwork network() {
    return network;
  }

  public SandboxControl control() {
    return control;
  }

  private void run(Runnable task) {
    running.register();
    executor.execute(
        () -> {
          try {
            task.run();
          } finally {
            running.arriveAndDeregister();
          }
        });
  }

  /** Lets a second pass, and waits until the network has done what it does then. */
  public void passSecond() {
    clock.advance(Duration.ofSeconds(1));
    network.tick();
    running.arriveAndAwaitAdvance();
  }

  /** Lets so much time pass at once; the timer has nothing to say about it. */
  public void pass(Duration time) {
    clock.advance(time);
    network.tick();
  }

  public ManualDelays delays() {
    return delays;
  }

  public MutableClock clock() {
    return clock;
  }

  public Phone phone(String name) {
    return control.addPhone(TENANT, new NewPhone(name, Optional.empty()));
  }

  /** A person who reads only when told to. */
  public Phone slowReader(String name) {
    return control.addPhone(TENANT, new NewPhone(name, Optional.empty(), Reads.ON_DEMAND));
  }

  public RawClient connect() {
    return RawClient.connect(connector);
  }

  /** What people wrote, as the phone shows it once there is so much of it. */
  public List<ShownMessage> shows(Phone phone, int count) {
    await().untilAsserted(() -> assertThat(written(phone)).hasSize(count));
    return written(phone);
  }

  private List<ShownMessage> written(Phone phone) {
    return control.messages(TENANT, phone.id(), Optional.empty(), Optional.empty()).stream()
        .filter(ShownMessage::written)
        .toList();
  }

  public RawClient register(Keys keys) {
    return shakeHands(keys.noise(), RawClient.registration(keys));
  }

  public RawClient shakeHands(KeyPair noise, ClientPayload payload) {
    return shakeHands(TokenDictionary.V3, noise, payload);
  }

  public RawClient shakeHands(TokenDictionary dictionary, KeyPair noise, ClientPayload payload) {
    return RawClient.shakeHands(
        connector, dictionary, network.rootKey(), clock.instant(), noise, payload);
  }

  @Override
  public void close() {
    network.close();
    executor.shutdownNow();
  }
}
