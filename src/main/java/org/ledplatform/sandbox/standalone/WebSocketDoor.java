package org.ledplatform.sandbox.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.WebSocketServer;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.whatsapp.socket.ByteSocket;
import org.ledplatform.whatsapp.socket.ByteSocketListener;
import org.ledplatform.whatsapp.socket.SocketClosedException;

/** The WebSocket through which clients reach the network, on loopback only. */
final class WebSocketDoor extends WebSocketServer {

  static final String PATH = "/sandbox/ws/chat";

  private static final int MAX_MESSAGE = 17 * 1024 * 1024;
  private static final long START_SECONDS = 10;
  private static final System.Logger LOG = System.getLogger(WebSocketDoor.class.getName());

  private final SandboxNetwork network;
  private final Map<WebSocket, ByteSocketListener> listeners = new ConcurrentHashMap<>();
  private final CompletableFuture<Integer> listening = new CompletableFuture<>();

  WebSocketDoor(SandboxNetwork network, int port) {
    super(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        // The empty name stands for clients that ask for no subprotocol: without it all are
        // refused.
        List.of(new Draft_6455(List.of(), List.of(new Protocol("")), MAX_MESSAGE)));
    this.network = network;
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
    Optional.ofNullable(listeners.remove(socket))
        .ifPresent(listener -> listener.onClosed("the WebSocket closed with " + code));
  }

  @Override
  public void onError(WebSocket socket, Exception e) {
    if (!listening.completeExceptionally(e)) {
      LOG.log(System.Logger.Level.DEBUG, "A WebSocket failed", e);
    }
  }

  private record Carrier(WebSocket socket) implements ByteSocket {

    @Override
    public void send(byte[] bytes) {
      try {
        socket.send(bytes);
      } catch (WebsocketNotConnectedException e) {
        throw new SocketClosedException("The client is gone", e);
      }
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
