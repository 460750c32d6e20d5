package org.ledplatform.whatsapp.socket;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket connection. The next piece of a message is asked for when the listener is done with
 * the one before, so no more than one waits.
 */
final class JdkWebSocket implements ByteSocket, WebSocket.Listener {

  private static final int NORMAL_CLOSURE = 1000;

  private final SerialDelivery delivery;
  private final Duration writeTimeout;
  private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

  /** The JDK refuses a second write while one is under way. */
  private final ReentrantLock writing = new ReentrantLock();

  private volatile boolean closed;

  JdkWebSocket(ByteSocketListener listener, Executor executor, Duration writeTimeout) {
    this.delivery = new SerialDelivery(listener, executor, this::close);
    this.writeTimeout = writeTimeout;
  }

  void opened(WebSocket webSocket) {
    socket.complete(webSocket);
  }

  @Override
  public void send(byte[] bytes) {
    writing.lock();
    try {
      if (closed) {
        throw new SocketClosedException("The connection is closed");
      }
      CompletableFuture<WebSocket> sent = opened().sendBinary(ByteBuffer.wrap(bytes), true);
      sent.get(writeTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      end("writing failed");
      throw new SocketClosedException("The connection broke while writing", e);
    } catch (InterruptedException e) {
      end("interrupted while writing");
      Thread.currentThread().interrupt();
      throw new SocketClosedException("Interrupted while writing", e);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    socket.thenAccept(
        s ->
            s.sendClose(NORMAL_CLOSURE, "")
                .orTimeout(writeTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, _) -> s.abort()));
    delivery.closed("closed");
  }

  @Override
  public void onOpen(WebSocket webSocket) {
    opened(webSocket);
    webSocket.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    delivery.bytes(bytes, () -> webSocket.request(1));
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    end("the server sent text");
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
    closed = true;
    delivery.closed("closed by the server with status " + statusCode);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    end("broken: " + error.getClass().getSimpleName());
  }

  private void end(String reason) {
    closed = true;
    socket.thenAccept(WebSocket::abort);
    delivery.closed(reason);
  }

  private WebSocket opened() {
    return socket.join();
  }
}
