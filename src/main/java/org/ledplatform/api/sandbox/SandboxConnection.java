package org.ledplatform.api.sandbox;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ledplatform.api.queue.SerialQueue;
import org.ledplatform.sandbox.SandboxDoor;

/**
 * One client of the simulated network. The thread that reads the socket only puts bytes into a
 * bounded queue; the network hears them in order on the executor. Either side may close, and the
 * other hears of it once.
 */
final class SandboxConnection implements SandboxDoor.Carrier {

  /** How many bytes may wait for the network. The largest frame of the protocol is 16 MiB. */
  static final int MAX_WAITING = 20 * 1024 * 1024;

  private static final Logger LOG = System.getLogger(SandboxConnection.class.getName());
  private static final long SEND_TIMEOUT_MILLIS = 20_000;

  private final Session session;
  private final RemoteEndpoint.Async remote;
  private final SerialQueue<Inbound> inbound;
  private final ReentrantLock sending = new ReentrantLock();
  private final AtomicBoolean endTold = new AtomicBoolean();
  private SandboxDoor.@Nullable Visit visit;

  SandboxConnection(Session session, Executor executor) {
    this.session = session;
    this.remote = session.getAsyncRemote();
    remote.setSendTimeout(SEND_TIMEOUT_MILLIS);
    this.inbound = new SerialQueue<>(executor, MAX_WAITING, Inbound::weight, this::hear);
  }

  /** Goes in. Called first; what comes after waits in line behind it. */
  void enter(Function<SandboxDoor.Carrier, SandboxDoor.Visit> door) {
    inbound.offer(new Inbound.Enter(door));
  }

  /** Bytes came from the client, a whole message or a part of one. */
  void received(byte[] bytes) {
    // After the end nothing may be heard, least of all bytes with a gap before them.
    if (!endTold.get() && !inbound.offer(new Inbound.Bytes(bytes))) {
      LOG.log(Level.WARNING, "A sandbox client sends faster than the network listens; closing it");
      close(CloseReason.CloseCodes.TRY_AGAIN_LATER);
    }
  }

  /** The socket is closed. */
  void ended(String reason) {
    if (endTold.compareAndSet(false, true)) {
      inbound.offer(new Inbound.End(reason));
    }
  }

  @Override
  public void send(byte[] bytes) throws IOException {
    sending.lock();
    try {
      remote.sendBinary(ByteBuffer.wrap(bytes)).get();
    } catch (ExecutionException | IllegalStateException e) {
      close();
      throw new IOException("The client does not take the bytes", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while sending", e);
    } finally {
      sending.unlock();
    }
  }

  @Override
  public void close() {
    close(CloseReason.CloseCodes.NORMAL_CLOSURE);
  }

  private void close(CloseReason.CloseCode code) {
    try {
      session.close(new CloseReason(code, ""));
    } catch (IOException | IllegalStateException e) {
      LOG.log(Level.DEBUG, "A sandbox client was gone before it was told so", e);
    }
    ended("closed by the server");
  }

  /** Runs on the executor, one item at a time, so {@code visit} needs no lock. */
  private void hear(Inbound item) {
    boolean heard = false;
    try {
      switch (item) {
        case Inbound.Enter(var door) -> visit = door.apply(this);
        case Inbound.Bytes(byte[] bytes) when visit != null -> visit.bytes(bytes);
        case Inbound.End(String reason) when visit != null -> visit.closed(reason);
        case Inbound.Bytes _, Inbound.End _ -> LOG.log(Level.DEBUG, "Nobody is inside to hear it");
      }
      heard = true;
    } finally {
      if (!heard) {
        close(CloseReason.CloseCodes.UNEXPECTED_CONDITION);
      }
    }
  }

  /** What the network hears. */
  private sealed interface Inbound {
    /** How much of the queue it takes: bytes. Entering and leaving always fit. */
    default int weight() {
      return 0;
    }

    /** The client is here. */
    record Enter(Function<SandboxDoor.Carrier, SandboxDoor.Visit> door) implements Inbound {}

    /** Bytes of the client. */
    record Bytes(byte[] bytes) implements Inbound {
      @Override
      public int weight() {
        return bytes.length;
      }
    }

    /** The connection is gone. */
    record End(String reason) implements Inbound {}
  }
}
