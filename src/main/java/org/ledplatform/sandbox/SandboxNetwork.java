package org.ledplatform.sandbox;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.ledplatform.sandbox.media.SandboxMedia;
import org.ledplatform.sandbox.phone.VirtualPhones;
import org.ledplatform.sandbox.server.Delays;
import org.ledplatform.sandbox.server.SandboxServer;
import org.ledplatform.sandbox.server.ServerSettings;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.socket.ByteSocket;
import org.ledplatform.whatsapp.socket.ByteSocketListener;

/**
 * The simulated network: a server and the virtual phones in it. Safe for use by many threads; makes
 * none. Somebody calls {@link #tick} about once a second.
 */
public final class SandboxNetwork implements AutoCloseable {

  private final SandboxServer server;
  private final VirtualPhones phones;
  private final Executor executor;
  private final Clock clock;
  private final List<Runnable> everySecond = new CopyOnWriteArrayList<>();

  /**
   * A network with the settings that fit every known client.
   *
   * @param storage holds everything that survives a restart; closed with the network
   * @param executor runs tasks on other threads than the caller's, never on the caller's own
   */
  public SandboxNetwork(
      SandboxStorage storage, Executor executor, Clock clock, SecureRandom random) {
    this(storage, executor, Delays.on(executor), clock, random, ServerSettings.DEFAULT);
  }

  /** A network with a timer and settings of its own. */
  public SandboxNetwork(
      SandboxStorage storage,
      Executor executor,
      Delays delays,
      Clock clock,
      SecureRandom random,
      ServerSettings settings) {
    this.executor = executor;
    this.clock = clock;
    this.server = new SandboxServer(storage, executor, delays, clock, random, settings);
    this.phones = new VirtualPhones(server, storage, clock, random);
  }

  /** The key that signs the server's certificates; what a client must pin to trust this network. */
  public PublicKey rootKey() {
    return server.rootKey();
  }

  /** Where files and pictures are kept; {@code open} makes it listen. */
  public SandboxMedia media() {
    return server.media();
  }

  /** Takes a new connection; the result hears what the client sends. */
  public ByteSocketListener accept(ByteSocket socket) {
    return server.accept(socket);
  }

  /**
   * Lets time pass: hangs up on clients that take too long or fell silent, and lets people do what
   * is due.
   */
  public void tick() {
    server.tick();
    everySecond.forEach(Runnable::run);
  }

  /** Does this with every tick from now on. It must not wait and must not throw. */
  public void everySecond(Runnable task) {
    everySecond.add(task);
  }

  /** Runs what must not hold up the caller, on other threads than the caller's. */
  public Executor executor() {
    return executor;
  }

  /** The network's clock. */
  public Clock clock() {
    return clock;
  }

  /** The server inside. */
  public SandboxServer server() {
    return server;
  }

  /** The people inside. */
  public VirtualPhones phones() {
    return phones;
  }

  /** Closes every connection and the storage. */
  @Override
  public void close() {
    phones.close();
    server.close();
  }
}
