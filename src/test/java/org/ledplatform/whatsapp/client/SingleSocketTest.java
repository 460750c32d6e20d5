package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.whatsapp.socket.ByteSocket;
import org.ledplatform.whatsapp.socket.ByteSocketListener;
import org.ledplatform.whatsapp.socket.SocketClosedException;
import org.ledplatform.whatsapp.socket.SocketConnector;

/** Whatever is called in whatever order, a device never speaks on two connections at a time. */
class SingleSocketTest {

  private static final int STEPS = 400;

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;
  private final List<Watched> sockets = new ArrayList<>();

  /** A socket of which the test knows whether the client spoke on it and still has it. */
  private static final class Watched implements ByteSocket {
    private final ByteSocket socket;
    private boolean spoken;
    private boolean closed;

    private Watched(ByteSocket socket) {
      this.socket = socket;
    }

    @Override
    public void send(byte[] bytes) {
      if (closed) {
        throw new SocketClosedException("The connection is closed");
      }
      spoken = true;
      socket.send(bytes);
    }

    @Override
    public void close() {
      closed = true;
      socket.close();
    }

    private boolean inUse() {
      return spoken && !closed;
    }
  }

  private SocketConnector watching(SocketConnector connector) {
    return listener -> {
      Watched[] made = new Watched[1];
      ByteSocket socket = connector.connect(gone(listener, made));
      made[0] = new Watched(socket);
      sockets.add(made[0]);
      return made[0];
    };
  }

  private static ByteSocketListener gone(ByteSocketListener listener, Watched[] made) {
    return new ByteSocketListener() {
      @Override
      public void onBytes(byte[] bytes) {
        listener.onBytes(bytes);
      }

      @Override
      public void onClosed(String reason) {
        if (made[0] != null) {
          made[0].closed = true;
        }
        listener.onClosed(reason);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aDeviceSpeaksOnOneConnectionAtATime(long seed) {
    fixture.connector = watching(network.connector());
    fixture.client = fixture.newClient();
    fixture.pairAndLogIn();
    Random chance = new Random(seed);
    for (int i = 0; i < STEPS; i++) {
      step(chance);
      assertThat(sockets.stream().filter(Watched::inUse).count()).isLessThanOrEqualTo(1);
      sockets.removeIf(socket -> socket.closed && socket.spoken);
    }
    fixture.client.disconnect();
    network.run();
    assertThat(sockets).noneMatch(Watched::inUse);
    assertThat(sockets).as("late sockets of old attempts").allMatch(socket -> socket.closed);
  }

  private void step(Random chance) {
    switch (chance.nextInt(10)) {
      case 0, 1 -> fixture.client.connect();
      case 2 -> fixture.client.disconnect();
      case 3 -> network.last().close();
      case 4 -> {
        network.clock.advance(Duration.ofSeconds(chance.nextInt(1, 30)));
        fixture.client.tick();
      }
      default -> network.executor.runSome(chance.nextInt(1, 6));
    }
  }
}
