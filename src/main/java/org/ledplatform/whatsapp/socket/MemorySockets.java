package org.ledplatform.whatsapp.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Connections that stay in this process: each has two ends, and what one end sends the listener of
 * the other hears. Deliveries are serial for each direction, on the executor, never on the sender's
 * thread.
 */
public final class MemorySockets {

  /** An end that does not listen for so long is disconnected, as a network would do. */
  static final long MAX_WAITING_BYTES = 64L * 1024 * 1024;

  private MemorySockets() {}

  /**
   * A connector whose every {@code connect} makes a pair and gives the other end to the server.
   *
   * @param serverSide takes the server's end and returns who listens to it; it may send at once
   * @param executor runs both listeners
   */
  public static SocketConnector connector(
      Function<ByteSocket, ByteSocketListener> serverSide, Executor executor) {
    return listener -> {
      Pair pair = new Pair();
      SerialDelivery toClient = new SerialDelivery(listener, executor, pair::fail);
      pair.add(toClient);
      ByteSocketListener serverListener = serverSide.apply(new End(pair, toClient));
      SerialDelivery toServer = new SerialDelivery(serverListener, executor, pair::fail);
      pair.add(toServer);
      return new End(pair, toServer);
    };
  }

  /** What both ends share: whether they are still connected, and who must hear when not. */
  private static final class Pair {

    private final List<SerialDelivery> deliveries = new ArrayList<>(2);
    private boolean open = true;
    private String reason = "";

    synchronized void add(SerialDelivery delivery) {
      deliveries.add(delivery);
      if (!open) {
        delivery.closed(reason);
      }
    }

    synchronized void close(String why) {
      if (open) {
        open = false;
        reason = why;
        deliveries.forEach(d -> d.closed(why));
      }
    }

    synchronized void requireOpen() {
      if (!open) {
        throw new SocketClosedException("The connection is closed: " + reason);
      }
    }

    void fail() {
      close("a listener failed");
    }
  }

  private record End(Pair pair, SerialDelivery other) implements ByteSocket {

    @Override
    public void send(byte[] bytes) {
      pair.requireOpen();
      if (other.bytes(bytes.clone(), () -> {}) > MAX_WAITING_BYTES) {
        pair.close("the other end does not listen");
        pair.requireOpen();
      }
    }

    @Override
    public void close() {
      pair.close("closed");
    }
  }
}
