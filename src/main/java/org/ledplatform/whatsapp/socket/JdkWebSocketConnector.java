package org.ledplatform.whatsapp.socket;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * Connects by WebSocket (RFC 6455) with the client of the JDK (protocol §1). Safe for many threads;
 * one object serves all connections to one address.
 */
public final class JdkWebSocketConnector implements SocketConnector {

  /** The real network asks for it. */
  private static final String ORIGIN = "https://web.whatsapp.com";

  private final URI uri;
  private final Duration connectTimeout;
  private final Executor executor;
  private final HttpClient http;

  /**
   * @param uri {@code ws://…} or {@code wss://…}
   * @param tls trust for {@code wss}; the JDK's own when empty
   * @param connectTimeout how long to wait for the connection and for each write
   * @param executor runs the listeners and the JDK's callbacks; it must not be the one thread that
   *     calls {@link #connect}, which waits for it
   */
  public JdkWebSocketConnector(
      URI uri, Optional<SSLContext> tls, Duration connectTimeout, Executor executor) {
    if (!"ws".equals(uri.getScheme()) && !"wss".equals(uri.getScheme())) {
      throw new IllegalArgumentException("A WebSocket address begins with ws:// or wss://");
    }
    this.uri = uri;
    this.connectTimeout = connectTimeout;
    this.executor = executor;
    HttpClient.Builder builder =
        HttpClient.newBuilder().executor(executor).connectTimeout(connectTimeout);
    tls.ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  @Override
  public ByteSocket connect(ByteSocketListener listener) {
    JdkWebSocket socket = new JdkWebSocket(listener, executor, connectTimeout);
    CompletableFuture<WebSocket> opening =
        http.newWebSocketBuilder()
            .header("Origin", ORIGIN)
            .connectTimeout(connectTimeout)
            .buildAsync(uri, socket);
    try {
      socket.opened(opening.get(2 * connectTimeout.toMillis(), TimeUnit.MILLISECONDS));
      return socket;
    } catch (ExecutionException e) {
      throw new SocketClosedException("No connection: " + reason(e), e);
    } catch (TimeoutException e) {
      abandon(opening);
      throw new SocketClosedException("No connection: nobody answered in time", e);
    } catch (InterruptedException e) {
      abandon(opening);
      Thread.currentThread().interrupt();
      throw new SocketClosedException("No connection: interrupted", e);
    }
  }

  /** A connection that comes about after we gave up must not stay open unheard. */
  private static void abandon(CompletableFuture<WebSocket> opening) {
    opening.whenComplete(
        (late, _) -> {
          if (late != null) {
            late.abort();
          }
        });
  }

  private static String reason(ExecutionException failure) {
    Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
    return switch (cause) {
      case WebSocketHandshakeException e ->
          "the server answered with HTTP status " + e.getResponse().statusCode();
      case HttpTimeoutException _ -> "nobody answered in time";
      case SSLException _ -> "the server's TLS certificate is not trusted";
      case ConnectException _ -> "nobody listens at the address";
      default -> cause.getClass().getSimpleName();
    };
  }
}
