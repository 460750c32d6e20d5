package org.ledplatform.api.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.SandboxDoor.Carrier;
import org.ledplatform.sandbox.SandboxDoor.Visit;

class SandboxConnectionTest {

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<String> inside = new ArrayList<>();
  private final List<String> client = new ArrayList<>();
  private Future<?> sent = CompletableFuture.completedFuture(null);
  private final SandboxConnection connection = new SandboxConnection(session(), tasks::add);

  @Test
  void hearsEverythingInOrderAndNothingOnTheThreadThatReads() {
    connection.enter(this::letIn);
    connection.received(new byte[1]);
    connection.received(new byte[2]);
    connection.ended("client left");
    assertThat(inside).isEmpty();

    work();

    assertThat(inside).containsExactly("in", "1 bytes", "2 bytes", "closed: client left");
  }

  @Test
  void tellsTheEndOnce() {
    connection.enter(this::letIn);
    connection.close();
    connection.close();
    connection.ended("client left");
    work();

    assertThat(inside).containsExactly("in", "closed: closed by the server");
    assertThat(client).contains("close 1000");
  }

  @Test
  void hearsNothingAfterTheEnd() {
    connection.enter(this::letIn);
    connection.ended("client left");
    connection.received(new byte[1]);
    work();

    assertThat(inside).containsExactly("in", "closed: client left");
  }

  @Test
  void closesAClientThatSendsFasterThanAnybodyListens() {
    connection.enter(this::letIn);
    connection.received(new byte[SandboxConnection.MAX_WAITING]);
    connection.received(new byte[1]);
    connection.received(new byte[1]);
    work();

    assertThat(client).containsExactly("close 1013");
    assertThat(inside)
        .containsExactly(
            "in", SandboxConnection.MAX_WAITING + " bytes", "closed: closed by the server");
  }

  @Test
  void closesWhenTheNetworkFails() {
    connection.enter(
        _ ->
            new Visit() {
              @Override
              public void bytes(byte[] bytes) {
                throw new IllegalStateException("a bug, thrown on purpose by this test");
              }

              @Override
              public void closed(String reason) {
                inside.add("closed: " + reason);
              }
            });
    connection.received(new byte[1]);
    work();

    assertThat(client).containsExactly("close 1011");
    assertThat(inside).containsExactly("closed: closed by the server");
  }

  @Test
  void sendsToTheClient() throws IOException {
    connection.send(new byte[3]);

    assertThat(client).containsExactly("3 bytes");
  }

  @Test
  void saysWhenTheClientTakesNothingAnyMore() {
    connection.enter(this::letIn);
    sent = CompletableFuture.failedFuture(new IOException("broken"));

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> connection.send(new byte[3]));
    work();
    assertThat(inside).containsExactly("in", "closed: closed by the server");
  }

  private Visit letIn(Carrier carrier) {
    inside.add("in");
    return new Visit() {
      @Override
      public void bytes(byte[] bytes) {
        inside.add(bytes.length + " bytes");
      }

      @Override
      public void closed(String reason) {
        inside.add("closed: " + reason);
      }
    };
  }

  private void work() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  private Session session() {
    RemoteEndpoint.Async remote =
        fake(
            RemoteEndpoint.Async.class,
            (_, method, arguments) -> {
              if (method.getName().equals("sendBinary")) {
                client.add(((ByteBuffer) arguments[0]).remaining() + " bytes");
                return sent;
              }
              return null;
            });
    return fake(
        Session.class,
        (_, method, arguments) ->
            switch (method.getName()) {
              case "getAsyncRemote" -> remote;
              case "close" ->
                  client.add("close " + ((CloseReason) arguments[0]).getCloseCode().getCode());
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            SandboxConnectionTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object answer = handler.invoke(proxy, method, arguments);
              return method.getReturnType() == void.class ? null : answer;
            }));
  }
}
