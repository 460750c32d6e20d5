package org.ledplatform.sandbox.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.java_websocket.WebSocketImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.TokenDictionary;
import org.ledplatform.whatsapp.proto.SyncdPatch;
import org.ledplatform.whatsapp.socket.ByteSocket;
import org.ledplatform.whatsapp.socket.ByteSocketListener;
import org.ledplatform.whatsapp.socket.JdkWebSocketConnector;
import org.ledplatform.whatsapp.socket.SocketConnector;

/** Clients at a real socket that ask for nothing, or for much and do not read it. */
class WebSocketDoorFloodTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final SandboxFixture sandbox = new SandboxFixture();
  private final WebSocketDoor door = new WebSocketDoor(sandbox.network(), 0, sandbox.clock());
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private int port;

  @BeforeEach
  void open() throws IOException {
    port = door.open();
  }

  @AfterEach
  void close() throws InterruptedException {
    sandbox.close();
    door.stop(1_000);
    executor.shutdownNow();
  }

  @Test
  void whoNeverAsksForAWebSocketIsHungUpOn() throws IOException {
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      silent.add(new Socket(InetAddress.getLoopbackAddress(), port));
      silent.getLast().getOutputStream().write("GET /sand".getBytes(StandardCharsets.US_ASCII));
    }
    Companion ada = Companion.pair(sandbox, sandbox.phone("Ada").id());
    try (RawClient client = logIn(connector(), ada)) {
      client.await("success");
      sandbox.clock().advance(Duration.ofSeconds(30));
      assertThat(client.ask("w:p", "get").has("type", "result")).isTrue();
      for (Socket socket : silent) {
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  sandbox.clock().advance(Duration.ofSeconds(1));
                  door.tick();
                  return ended(socket);
                });
        socket.close();
      }
      assertThat(client.ask("w:p", "get").has("type", "result")).isTrue();
    }
  }

  private static boolean ended(Socket socket) throws IOException {
    try {
      socket.setSoTimeout(100);
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException _) {
      return false;
    }
  }

  @Test
  void answersThatNobodyReadsDoNotPileUpAndTheConnectionEnds() {
    Companion ada = Companion.pair(sandbox, sandbox.phone("Ada").id());
    Companion bob = Companion.pair(sandbox, sandbox.phone("Bob").id());
    fillSettings(ada);
    DeafConnector deaf = new DeafConnector(connector());
    RawClient client = logIn(deaf, ada);
    client.await("success");
    deaf.deaf = true;
    for (int i = 0; i < 40; i++) {
      client.send(
          Node.of(
                  "iq",
                  Node.of("sync", Node.of("collection").with("name", "regular").with("version", 0)))
              .with("id", "s" + i)
              .with("type", "set")
              .with("xmlns", "w:sync:app:state")
              .with("to", "s.whatsapp.net"));
    }
    try (RawClient other = logIn(connector(), bob)) {
      other.await("success");
      assertThat(other.ask("w:p", "get").has("type", "result")).isTrue();
    }
    await().atMost(PATIENCE).until(() -> waiting() > 0);
    await()
        .during(Duration.ofSeconds(1))
        .atMost(PATIENCE)
        .until(() -> waiting() < 4L * 1024 * 1024);
    sandbox.clock().advance(Duration.ofSeconds(91));
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              sandbox.network().tick();
              sandbox.clock().advance(Duration.ofSeconds(1));
              door.tick();
              return door.getConnections().isEmpty();
            });
  }

  private long waiting() {
    return door.getConnections().stream()
        .map(WebSocketImpl.class::cast)
        .flatMap(socket -> socket.outQueue.stream())
        .mapToLong(ByteBuffer::remaining)
        .sum();
  }

  /** So that each question has a large answer. */
  private void fillSettings(Companion companion) {
    byte[] patch =
        SyncdPatch.newBuilder()
            .setPatchMac(ByteString.copyFrom(new byte[60_000]))
            .build()
            .toByteArray();
    try (RawClient client = companion.goOnline()) {
      for (int version = 0; version < 10; version++) {
        client.ask(
            "w:sync:app:state",
            "set",
            Node.of(
                "sync",
                Node.of("collection", Node.of("patch", patch))
                    .with("name", "regular")
                    .with("version", version)));
      }
    }
  }

  private SocketConnector connector() {
    return new JdkWebSocketConnector(
        URI.create("ws://127.0.0.1:" + port + WebSocketDoor.PATH),
        Optional.empty(),
        Duration.ofSeconds(10),
        executor);
  }

  private RawClient logIn(SocketConnector through, Companion companion) {
    return RawClient.shakeHands(
        through,
        TokenDictionary.V3,
        sandbox.network().rootKey(),
        sandbox.clock().instant(),
        companion.keys().noise(),
        RawClient.login(companion.jid().user(), companion.jid().device()));
  }

  /** Takes no more bytes from the network once it is deaf. */
  private static final class DeafConnector implements SocketConnector {
    private final SocketConnector connector;
    private volatile boolean deaf;

    DeafConnector(SocketConnector connector) {
      this.connector = connector;
    }

    @Override
    public ByteSocket connect(ByteSocketListener listener) {
      return connector.connect(
          new ByteSocketListener() {
            @Override
            public void onBytes(byte[] bytes) {
              listener.onBytes(bytes);
            }

            @Override
            public void onBytes(byte[] bytes, Runnable more) {
              if (!deaf) {
                listener.onBytes(bytes);
                more.run();
              }
            }

            @Override
            public void onClosed(String reason) {
              listener.onClosed(reason);
            }
          });
    }
  }
}
