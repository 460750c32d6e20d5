package org.ledplatform.whatsapp.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiedWebSocketConnectorTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String LOGIN = LoopbackProxy.USER + ":" + LoopbackProxy.PASSWORD + "@";

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final EchoServer server = new EchoServer();
  private final Heard heard = new Heard();
  private LoopbackProxy proxy;

  @BeforeEach
  void start() throws Exception {
    server.start();
    assertThat(server.started.await(10, TimeUnit.SECONDS)).isTrue();
    proxy = new LoopbackProxy(executor, server.getPort());
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
    server.stop(100);
    executor.shutdownNow();
  }

  private ByteSocket connect(String scheme, String login, String host) {
    return connector(scheme + "://" + login + "127.0.0.1:" + proxy.port(), host).connect(heard);
  }

  private SocketConnector connector(String address, String host) {
    return new ProxiedWebSocketConnector(
        URI.create("ws://" + host + ":4443/ws/chat"),
        Optional.empty(),
        new ProxyTunnel(Proxy.parse(address), AddressBook.ofTheMachine(), TIMEOUT),
        TIMEOUT,
        executor,
        new SecureRandom());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "socks5"})
  void carriesBytesBothWaysThroughTheProxyWhichLooksUpTheName(String scheme) {
    byte[] sent = new byte[300_000];
    new Random(3).nextBytes(sent);
    try (ByteSocket socket = connect(scheme, LOGIN, "chat.example.org")) {
      socket.send(new byte[] {1});
      socket.send(new byte[200]);
      socket.send(sent);
      await().atMost(TIMEOUT).until(() -> heard.bytes.size() == sent.length + 201);
      byte[] echo = heard.bytes.toByteArray();
      assertThat(Arrays.copyOfRange(echo, 201, echo.length)).isEqualTo(sent);
    }
    assertThat(proxy.tunnels).hasValue(1);
    assertThat(proxy.targets).containsExactly("chat.example.org:4443");
    assertThat(server.origin).isEqualTo("https://web.whatsapp.com");
    await().atMost(TIMEOUT).until(heard::isClosedOnce);
  }

  @ParameterizedTest
  @CsvSource({"http,ada:wrong@", "http,''", "socks5,ada:wrong@", "socks5,''"})
  void aProxyThatDoesNotKnowUsIsSaidWithoutTheSecret(String scheme, String login) {
    assertThatThrownBy(() -> connect(scheme, login, "chat.example.org"))
        .isInstanceOf(SocketClosedException.class)
        .hasMessageContaining("the proxy")
        .hasMessageNotContaining("wrong");
    await().atMost(TIMEOUT).until(() -> proxy.refused.get() == 1);
    assertThat(proxy.tunnels).hasValue(0);
    assertThat(server.getConnections()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "socks5"})
  void aServerThatTheProxyCannotReachIsSaid(String scheme) {
    assertThatThrownBy(() -> connect(scheme, LOGIN, "unreachable.example.org"))
        .isInstanceOf(SocketClosedException.class)
        .hasMessageContaining("the proxy");
  }

  @Test
  void nothingGoesAroundAProxyThatIsDown() throws IOException {
    int port;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    assertThatThrownBy(() -> connector("socks5://127.0.0.1:" + port, "127.0.0.1").connect(heard))
        .isInstanceOf(SocketClosedException.class)
        .hasMessageContaining("nobody listens");
    assertThat(server.getConnections()).isEmpty();
  }

  @Test
  void aProxyThatSaysNothingIsLeft() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SocketConnector connector =
          new ProxiedWebSocketConnector(
              URI.create("wss://chat.example.org/ws/chat"),
              Optional.empty(),
              new ProxyTunnel(
                  Proxy.parse("socks5://127.0.0.1:" + silent.getLocalPort()),
                  AddressBook.ofTheMachine(),
                  Duration.ofMillis(300)),
              Duration.ofMillis(300),
              executor,
              new SecureRandom());
      assertThatThrownBy(() -> connector.connect(heard))
          .isInstanceOf(SocketClosedException.class)
          .hasMessageContaining("in time");
    }
  }

  @Test
  void hearsOnceThatTheServerClosed() {
    ByteSocket socket = connect("socks5", LOGIN, "chat.example.org");
    await().atMost(TIMEOUT).until(() -> server.getConnections().size() == 1);
    server.getConnections().forEach(c -> c.close(1001));
    await().atMost(TIMEOUT).until(heard::isClosedOnce);
    socket.close();
    assertThat(heard.closings).hasSize(1);
    assertThatThrownBy(() -> socket.send(new byte[1])).isInstanceOf(SocketClosedException.class);
  }

  @Test
  void answersPingsAndClosesWhenTheServerSendsText() {
    connect("http", LOGIN, "chat.example.org");
    await().atMost(TIMEOUT).until(() -> server.getConnections().size() == 1);
    server.getConnections().forEach(WebSocket::sendPing);
    await().atMost(TIMEOUT).until(() -> server.pongs == 1);
    server.getConnections().forEach(c -> c.send("text"));
    await().atMost(TIMEOUT).until(heard::isClosedOnce);
  }

  @Test
  void manyThreadsMaySend() throws InterruptedException {
    try (ByteSocket socket = connect("socks5", LOGIN, "chat.example.org")) {
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

  private static final class EchoServer extends WebSocketServer {

    final CountDownLatch started = new CountDownLatch(1);
    volatile String origin = "";
    volatile int pongs;

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
    public void onWebsocketPong(WebSocket socket, org.java_websocket.framing.Framedata pong) {
      pongs++;
    }

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
