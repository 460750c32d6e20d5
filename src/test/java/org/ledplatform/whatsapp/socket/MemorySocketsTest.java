package org.ledplatform.whatsapp.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemorySocketsTest {

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<ByteSocket> serverEnd = new AtomicReference<>();
  private final Heard server = new Heard();
  private final Heard client = new Heard();

  private final SocketConnector connector =
      MemorySockets.connector(
          end -> {
            serverEnd.set(end);
            return server;
          },
          executor);

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void carriesBytesBothWaysInOrder() {
    ByteSocket clientEnd = connector.connect(client);
    for (int i = 0; i < 1000; i++) {
      clientEnd.send(new byte[] {(byte) i});
      serverEnd.get().send(new byte[] {(byte) -i});
    }
    await().until(() -> server.bytes.size() == 1000 && client.bytes.size() == 1000);
    for (int i = 0; i < 1000; i++) {
      assertThat(server.bytes.toByteArray()[i]).isEqualTo((byte) i);
      assertThat(client.bytes.toByteArray()[i]).isEqualTo((byte) -i);
    }
  }

  @Test
  void neverCallsTheListenerOnTheSendersThreadNorTwiceAtOnce() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    List<Integer> unguarded = new ArrayList<>();
    SocketConnector counting =
        MemorySockets.connector(
            end ->
                new ByteSocketListener() {
                  @Override
                  public void onBytes(byte[] bytes) {
                    threads.add(Thread.currentThread());
                    unguarded.add(unguarded.size());
                  }

                  @Override
                  public void onClosed(String reason) {}
                },
            executor);
    ByteSocket end = counting.connect(client);
    for (int i = 0; i < 5000; i++) {
      end.send(new byte[1]);
    }
    await().until(() -> unguarded.size() == 5000);
    assertThat(threads).doesNotContain(Thread.currentThread());
  }

  @Test
  void bothEndsHearOnceAndLastThatTheConnectionIsGone() {
    ByteSocket clientEnd = connector.connect(client);
    clientEnd.send(new byte[] {1, 2, 3});
    clientEnd.close();
    clientEnd.close();
    serverEnd.get().close();
    await().until(() -> server.isClosedOnce() && client.isClosedOnce());
    assertThat(server.bytes.toByteArray()).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> clientEnd.send(new byte[1])).isInstanceOf(SocketClosedException.class);
    assertThatThrownBy(() -> serverEnd.get().send(new byte[1]))
        .isInstanceOf(SocketClosedException.class);
  }

  @Test
  void theServerMayCloseWhileItAccepts() {
    SocketConnector refusing =
        MemorySockets.connector(
            end -> {
              end.close();
              return server;
            },
            executor);
    refusing.connect(client);
    await().until(() -> server.isClosedOnce() && client.isClosedOnce());
  }

  @Test
  void aListenerThatThrowsLosesItsConnection() {
    SocketConnector failing =
        MemorySockets.connector(
            end ->
                new ByteSocketListener() {
                  @Override
                  public void onBytes(byte[] bytes) {
                    throw new IllegalStateException("on purpose");
                  }

                  @Override
                  public void onClosed(String reason) {}
                },
            executor);
    failing.connect(client).send(new byte[1]);
    await().until(client::isClosedOnce);
  }
}
