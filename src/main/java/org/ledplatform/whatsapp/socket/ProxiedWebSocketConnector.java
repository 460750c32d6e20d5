package org.ledplatform.whatsapp.socket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * Connects by WebSocket (RFC 6455) through a {@link Tunnel}. The JDK's own client knows no SOCKS
 * and gives no password to an HTTP proxy unless the whole process allows it, so this is a small
 * client of our own (decision 0014). Safe for many threads.
 */
public final class ProxiedWebSocketConnector implements SocketConnector {

  private static final String ORIGIN = "https://web.whatsapp.com";
  private static final String ACCEPT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int KEY_LENGTH = 16;

  private final URI uri;
  private final Optional<SSLContext> tls;
  private final Tunnel tunnel;
  private final Duration timeout;
  private final Executor executor;
  private final SecureRandom random;

  /**
   * @param uri {@code ws://…} or {@code wss://…}
   * @param tls trust for {@code wss}; the JDK's own when empty
   * @param timeout for TLS and the upgrade together, behind the tunnel, and for each write
   * @param executor gives each connection a thread that waits for bytes, so virtual ones are meant
   */
  public ProxiedWebSocketConnector(
      URI uri,
      Optional<SSLContext> tls,
      Tunnel tunnel,
      Duration timeout,
      Executor executor,
      SecureRandom random) {
    if (!"ws".equals(uri.getScheme()) && !"wss".equals(uri.getScheme())) {
      throw new IllegalArgumentException("A WebSocket address begins with ws:// or wss://");
    }
    this.uri = uri;
    this.tls = tls;
    this.tunnel = tunnel;
    this.timeout = timeout;
    this.executor = executor;
    this.random = random;
  }

  @Override
  public ByteSocket connect(ByteSocketListener listener) {
    try {
      Socket raw = tunnel.open(uri.getHost(), port());
      try (Deadline deadline = new Deadline(raw, timeout)) {
        StreamWebSocket webSocket = opened(raw, listener, deadline);
        executor.execute(webSocket::read);
        return webSocket;
      } catch (IOException | RuntimeException e) {
        raw.close();
        throw e;
      }
    } catch (IOException e) {
      throw new SocketClosedException("No connection: " + reason(e), e);
    }
  }

  private StreamWebSocket opened(Socket raw, ByteSocketListener listener, Deadline deadline)
      throws IOException {
    try {
      Socket socket = secure() ? Tls.over(raw, uri.getHost(), port(), tls) : raw;
      upgrade(socket);
      raw.setSoTimeout(0);
      return new StreamWebSocket(raw, socket, listener, timeout, random);
    } catch (IOException e) {
      throw deadline.explain(e);
    }
  }

  private boolean secure() {
    return "wss".equals(uri.getScheme());
  }

  private int port() {
    int standard = secure() ? 443 : 80;
    return uri.getPort() < 0 ? standard : uri.getPort();
  }

  private void upgrade(Socket socket) throws IOException {
    byte[] nonce = new byte[KEY_LENGTH];
    random.nextBytes(nonce);
    String key = Base64.getEncoder().encodeToString(nonce);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            .formatted(path + query, host, ORIGIN);
    String webSocket = "Sec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\n\r\n".formatted(key);
    socket.getOutputStream().write((request + webSocket).getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    HttpHead head = HttpHead.read(socket.getInputStream());
    if (head.status() != 101) {
      throw new IOException("the server answered with HTTP status " + head.status());
    }
    if (!accepts(key).equals(head.headers().getOrDefault("sec-websocket-accept", ""))) {
      throw new IOException("something that is no WebSocket server answered");
    }
  }

  private static String accepts(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + ACCEPT).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-1", e);
    }
  }

  /** Messages of the JDK may hold addresses; ours do not. */
  private static String reason(IOException failure) {
    return switch (failure) {
      case UnknownHostException _ -> "the proxy's name is not known";
      case ConnectException _ -> "nobody listens at the proxy's address";
      case SocketTimeoutException _ -> "nobody answered in time";
      case ProxyLoginException e -> String.valueOf(e.getMessage());
      case SSLException _ -> "the server's TLS certificate is not trusted";
      default ->
          failure.getClass() == IOException.class
              ? String.valueOf(failure.getMessage())
              : failure.getClass().getSimpleName();
    };
  }
}
