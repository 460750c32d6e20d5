package org.ledplatform.sandbox.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.media.BlobLimits;
import org.ledplatform.sandbox.media.MediaSettings;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.sandbox.storage.SandboxStorage;

/**
 * A whole simulated network that listens on loopback. Makes its own threads: virtual ones for the
 * work, one for the ticks, and those of its three servers; all end with {@link #close}.
 */
public final class StandaloneSandbox implements AutoCloseable {

  private static final int CLOSE_MILLIS = 2_000;
  private static final String CERTIFICATE_FILE = "media-certificate.pem";
  private static final System.Logger LOG = System.getLogger(StandaloneSandbox.class.getName());

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sandbox-tick").factory());
  private final SandboxNetwork network;
  private final SandboxControl control;
  private final WebSocketDoor webSocket;
  private final ControlDoor controlDoor;
  private final StandaloneOptions options;
  private int port;
  private int controlPort;

  private StandaloneSandbox(StandaloneOptions options) throws IOException {
    this.options = options;
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
    webSocket = new WebSocketDoor(network, options.port(), Clock.systemUTC());
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
    openMedia();
    port = webSocket.open();
    controlPort = controlDoor.open(control);
    ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  /** Files stay in the data directory when there is one, and so does what clients must trust. */
  private void openMedia() throws IOException {
    network
        .media()
        .open(
            new MediaSettings(
                "127.0.0.1",
                options.mediaPort(),
                options.dataDir().map(directory -> directory.resolve("media")),
                BlobLimits.DEFAULT));
    if (options.dataDir().isPresent()) {
      Files.writeString(options.dataDir().get().resolve(CERTIFICATE_FILE), mediaCertificate());
    }
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

  /** The media host, which the network names to clients by itself. */
  public String mediaUrl() {
    return "https://" + network.media().address().orElseThrow();
  }

  /**
   * The authority (X.509, PEM) that clients must trust to reach the media host. With a data
   * directory it is also in its file {@code media-certificate.pem} and stays the same.
   */
  public String mediaCertificate() {
    return network.media().authorityPem().orElseThrow();
  }

  /** The same as those paths, without HTTP; they use the tenant {@code local}. */
  public SandboxControl control() {
    return control;
  }

  /** The network itself, for whoever runs it inside of their own process. */
  public SandboxNetwork network() {
    return network;
  }

  /** The line that says where everything is, as JSON. */
  public String address() {
    return ControlJson.address(url(), rootKey(), controlUrl(), mediaUrl(), mediaCertificate());
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
      webSocket.tick();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "A tick of the sandbox failed", e);
    }
  }
}
