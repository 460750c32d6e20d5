package org.ledplatform.sandbox.standalone;

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
  private final int port;
  private final int controlPort;

  private StandaloneSandbox(StandaloneOptions options) throws Exception {
    SecureRandom random = new SecureRandom();
    SandboxStorage storage =
        options
            .dataDir()
            .map(directory -> DataDirectory.open(directory, random))
            .orElseGet(MemorySandboxStorage::new);
    network = new SandboxNetwork(storage, executor, Clock.systemUTC(), random);
    control = new SandboxControl(network);
    webSocket = new WebSocketDoor(network, options.port());
    controlDoor = new ControlDoor(control, options.controlPort(), executor);
    port = webSocket.open();
    controlPort = controlDoor.open();
    ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  /**
   * Starts a network.
   *
   * @throws Exception when a port is in use or the data directory cannot be used
   */
  public static StandaloneSandbox start(StandaloneOptions options) throws Exception {
    return new StandaloneSandbox(options);
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
