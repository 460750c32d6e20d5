package org.ledplatform.whatsapp.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdkWebSocketConnectorTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final EchoServer server = new EchoServer();
  private final Heard heard = new Heard();

  @BeforeEach
  void start() throws InterruptedException {
    server.start();
    assertThat(server.started.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.stop(100);
    executor.shutdownNow();
  }

  @Test
  void carriesBytesBothWaysAndNamesItsOrigin() {
    byte[] sent = new byte[3_000_000];
    new Random(3).nextBytes(sent);
    try (ByteSocket socket = connect(server.getPort())) {
      socket.send(new byte[] {1});
      socket.send(sent);
      await().atMost(TIMEOUT).until(() -> heard.bytes.size() == sent.length + 1);
      assertThat(java.util.Arrays.copyOfRange(heard.bytes.toByteArray(), 1, sent.length + 1))
          .isEqualTo(sent);
    }
    assertThat(server.origin).isEqualTo("https://web.whatsapp.com");
  }

  @Test
  void manyThreadsMaySend() throws InterruptedException {
    try (ByteSocket socket = connect(server.getPort())) {
      CountDownLatch done = new CountDownLatch(8);
      for (int i = 0; i < 8; i++) {
        executor.execute(
            () -> {
              for (int n = 0; n < 50; n++) {
                socket.send(new byte[100]);
              }
              done.countDown();
            });
      }
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
      await().atMost(TIMEOUT).until(() -> heard.bytes.size() == 8 * 50 * 100);
    }
  }

  @Test
  void hearsOnceThatTheServerClosed() {
    ByteSocket socket = connect(server.getPort());
    server.getConnections().forEach(c -> c.close(1001));
    await().atMost(TIMEOUT).until(heard::isClosedOnce);
    socket.close();
    assertThat(heard.closings).hasSize(1);
    assertThatThrownBy(() -> socket.send(new byte[1])).isInstanceOf(SocketClosedException.class);
  }

  @Test
  void hearsOnceThatItClosedItself() {
    ByteSocket socket = connect(server.getPort());
    socket.close();
    socket.close();
    await().atMost(TIMEOUT).until(heard::isClosedOnce);
    await().atMost(TIMEOUT).until(() -> server.getConnections().isEmpty());
  }

  @Test
  void closesWhenTheServerSendsText() {
    connect(server.getPort());
    server.getConnections().forEach(c -> c.send("text"));
    await().atMost(TIMEOUT).until(heard::isClosedOnce);
  }

  @Test
  void saysWhyThereIsNoConnection() throws Exception {
    int free;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = probe.getLocalPort();
    }
    assertThatThrownBy(() -> connect(free))
        .isInstanceOf(SocketClosedException.class)
        .hasMessageContaining("nobody listens");
    assertThat(heard.closings).isEmpty();
  }

  @Test
  void givesUpOnAServerThatSaysNothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SocketConnector connector = connector(silent.getLocalPort(), Duration.ofMillis(300));
      assertThatThrownBy(() -> connector.connect(heard))
          .isInstanceOf(SocketClosedException.class)
          .hasMessageContaining("in time");
    }
  }

  @Test
  void takesOnlyWebSocketAddresses() {
    assertThatThrownBy(
            () ->
                new JdkWebSocketConnector(
                    URI.create("http://127.0.0.1/"), Optional.empty(), TIMEOUT, executor))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private ByteSocket connect(int port) {
    return connector(port, TIMEOUT).connect(heard);
  }

  private SocketConnector connector(int port, Duration timeout) {
    URI uri = URI.create("ws://127.0.0.1:" + port + "/ws/chat");
    return new JdkWebSocketConnector(uri, Optional.empty(), timeout, executor);
  }

  private static final class EchoServer extends WebSocketServer {

    final CountDownLatch started = new CountDownLatch(1);
    volatile String origin = "";

    EchoServer() {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
      origin = handshake.getFieldValue("Origin");
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer message) {
      socket.send(message);
    }

    @Override
    public void onMessage(WebSocket socket, String message) {}

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {}

    @Override
    public void onError(WebSocket socket, Exception failure) {}

    @Override
    public void onStart() {
      started.countDown();
    }
  }
}
