package org.ledplatform.sandbox.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.DefaultWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.whatsapp.socket.ByteSocket;
import org.ledplatform.whatsapp.socket.ByteSocketListener;
import org.ledplatform.whatsapp.socket.SocketClosedException;

/**
 * The WebSocket through which clients reach the network, on loopback only. Whoever sends to a
 * client that does not read waits, twenty seconds at most.
 */
final class WebSocketDoor extends WebSocketServer {

  static final String PATH = "/sandbox/ws/chat";

  private static final int MAX_MESSAGE = 17 * 1024 * 1024;
  private static final long START_SECONDS = 10;

  /**
   * Who has not asked for a WebSocket by then never will; as long as for the handshake after it.
   */
  private static final Duration UPGRADE_LIMIT = Duration.ofSeconds(20);

  /** How long somebody who was hung up on has to say goodbye. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private static final int MOST_WITHOUT_UPGRADE = 500;
  private static final System.Logger LOG = System.getLogger(WebSocketDoor.class.getName());

  private final SandboxNetwork network;
  private final Clock clock;
  private final Map<WebSocket, ByteSocketListener> listeners = new ConcurrentHashMap<>();
  private final Map<WebSocket, Instant> deadlines = new ConcurrentHashMap<>();
  private final CompletableFuture<Integer> listening = new CompletableFuture<>();

  WebSocketDoor(SandboxNetwork network, int port, Clock clock) {
    super(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        // The empty name stands for clients that ask for no subprotocol: without it all are
        // refused.
        List.of(new Draft_6455(List.of(), List.of(new Protocol("")), MAX_MESSAGE)));
    this.network = network;
    this.clock = clock;
    setWebSocketFactory(new Watched());
    setReuseAddr(true);
    setDaemon(true);
    setTcpNoDelay(true);
    // The network itself hangs up on who is silent.
    setConnectionLostTimeout(0);
  }

  /**
   * Listens, and gives the port.
   *
   * @throws IOException when the port is in use
   */
  int open() throws IOException {
    start();
    try {
      return listening.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("The port " + getAddress().getPort() + " cannot be used", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while starting", e);
    }
  }

  /** Lets time pass: ends connections that ask for nothing, and those that do not end. */
  void tick() {
    Instant now = clock.instant();
    deadlines.forEach(
        (socket, deadline) -> {
          if (deadline.isBefore(now)) {
            deadlines.remove(socket);
            socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "time is over");
          }
        });
  }

  /** Notes who is there before they have asked for a WebSocket. */
  private final class Watched extends DefaultWebSocketServerFactory {
    @Override
    public WebSocketImpl createWebSocket(WebSocketAdapter door, List<Draft> drafts) {
      WebSocketImpl socket = super.createWebSocket(door, drafts);
      deadlines.put(socket, clock.instant().plus(UPGRADE_LIMIT));
      return socket;
    }
  }

  @Override
  protected boolean onConnect(SelectionKey key) {
    return deadlines.size() < MOST_WITHOUT_UPGRADE;
  }

  @Override
  public void onStart() {
    listening.complete(getPort());
  }

  @Override
  public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
      WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
    String path = request.getResourceDescriptor();
    if (!path.equals(PATH) && !path.startsWith(PATH + "?")) {
      throw new InvalidDataException(CloseFrame.POLICY_VALIDATION, "There is nothing here");
    }
    return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
  }

  @Override
  public void onOpen(WebSocket socket, ClientHandshake handshake) {
    deadlines.remove(socket);
    listeners.put(socket, network.accept(new Carrier(socket)));
  }

  @Override
  public void onMessage(WebSocket socket, ByteBuffer message) {
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    Optional.ofNullable(listeners.get(socket)).ifPresent(listener -> listener.onBytes(bytes));
  }

  @Override
  public void onMessage(WebSocket socket, String message) {
    socket.close(CloseFrame.REFUSE, "Binary messages only");
  }

  @Override
  public void onClose(WebSocket socket, int code, String reason, boolean remote) {
    deadlines.remove(socket);
    Optional.ofNullable(listeners.remove(socket))
        .ifPresent(listener -> listener.onClosed("the WebSocket closed with " + code));
  }

  @Override
  public void onError(WebSocket socket, Exception e) {
    if (!listening.completeExceptionally(e)) {
      LOG.log(System.Logger.Level.DEBUG, "A WebSocket failed", e);
    }
  }

  private final class Carrier implements ByteSocket {

    /**
     * Bytes that the system does not take, as its buffers are full: the client reads too slowly.
     */
    private static final int MOST_WAITING = 1024 * 1024;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final WebSocket socket;

    Carrier(WebSocket socket) {
      this.socket = socket;
    }

    @Override
    public void send(byte[] bytes) {
      awaitRoom();
      try {
        socket.send(bytes);
      } catch (WebsocketNotConnectedException e) {
        throw new SocketClosedException("The client is gone", e);
      }
    }

    /** The library queues without a limit and tells nobody when there is room. */
    private void awaitRoom() {
      long until = System.nanoTime() + PATIENCE_NANOS;
      while (socket.isOpen() && waiting() > MOST_WAITING) {
        if (System.nanoTime() - until > 0) {
          socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "does not read");
          throw new SocketClosedException("The client does not read");
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }

    private long waiting() {
      return socket instanceof WebSocketImpl known
          ? known.outQueue.stream().mapToLong(ByteBuffer::remaining).sum()
          : 0;
    }

    @Override
    public void close() {
      socket.close();
      if (!socket.isClosed()) {
        // The network hangs up again with every tick until it hears the end.
        deadlines.putIfAbsent(socket, clock.instant().plus(CLOSE_LIMIT));
      }
    }
  }
}
