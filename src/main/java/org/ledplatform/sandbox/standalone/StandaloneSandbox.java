package org.ledplatform.sandbox.standalone;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.sandbox.storage.SandboxStorage;

/**
 * A whole simulated network that listens on loopback. Makes its own threads: virtual ones for the
 * work, one for the ticks, and those of its two servers; all end with {@link #close}.
 */
public final class StandaloneSandbox implements AutoCloseable {

  private static final int CLOSE_MILLIS = 2_000;
  private static final System.Logger LOG = System.getLogger(StandaloneSandbox.class.getName());

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sandbox-tick").factory());
  private final SandboxNetwork network;
  private final SandboxControl control;
  private final WebSocketDoor webSocket;
  private final ControlDoor controlDoor;
  private int port;
  private int controlPort;

  private StandaloneSandbox(StandaloneOptions options) throws IOException {
    SecureRandom random = new SecureRandom();
    // First what may be refused: there is nothing to take down then.
    controlDoor = new ControlDoor(options.controlPort(), executor);
    SandboxStorage storage;
    try {
      storage =
          options
              .dataDir()
              .map(directory -> DataDirectory.open(directory, random))
              .orElseGet(MemorySandboxStorage::new);
    } catch (RuntimeException e) {
      controlDoor.close();
      throw e;
    }
    network = new SandboxNetwork(storage, executor, Clock.systemUTC(), random);
    control = new SandboxControl(network);
    webSocket = new WebSocketDoor(network, options.port());
  }

  /**
   * Starts a network.
   *
   * @throws IOException when a port is in use, naming it
   * @throws RuntimeException when the data directory cannot be used, saying why
   */
  public static StandaloneSandbox start(StandaloneOptions options) throws IOException {
    StandaloneSandbox sandbox = new StandaloneSandbox(options);
    try {
      sandbox.open();
      return sandbox;
    } catch (IOException | RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  private void open() throws IOException {
    port = webSocket.open();
    controlPort = controlDoor.open(control);
    ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  /** Where clients connect. */
  public String url() {
    return "ws://127.0.0.1:" + port + WebSocketDoor.PATH;
  }

  /** The key that clients pin, as 64 hex digits. */
  public String rootKey() {
    return HexFormat.of().formatHex(network.rootKey().bytes());
  }

  /** Where the paths under {@code /api/sandbox} are. */
  public String controlUrl() {
    return "http://127.0.0.1:" + controlPort;
  }

  /** The same as those paths, without HTTP; they use the tenant {@code local}. */
  public SandboxControl control() {
    return control;
  }

  /** The line that says where everything is, as JSON. */
  public String address() {
    return ControlJson.address(url(), rootKey(), controlUrl());
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    controlDoor.close();
    network.close();
    try {
      webSocket.stop(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    executor.shutdownNow();
  }

  private void tick() {
    try {
      network.tick();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "A tick of the sandbox failed", e);
    }
  }
}
