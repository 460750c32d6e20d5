package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.NodeCodec;
import org.ledplatform.whatsapp.noise.BadCertificateException;
import org.ledplatform.whatsapp.noise.ClientHandshake;
import org.ledplatform.whatsapp.noise.HandshakeException;
import org.ledplatform.whatsapp.socket.ByteSocket;
import org.ledplatform.whatsapp.socket.ByteSocketListener;
import org.ledplatform.whatsapp.socket.FrameReader;
import org.ledplatform.whatsapp.socket.FrameWriter;
import org.ledplatform.whatsapp.socket.SocketClosedException;
import org.ledplatform.whatsapp.socket.SocketConnector;
import org.ledplatform.whatsapp.stanza.NodeSender;

/**
 * One connection: socket, handshake, then stanzas. The thread that reads the socket only hands
 * bytes to the lane; everything else runs there. The network waits when the lane or whoever hears
 * the events is slower than it. {@link #send} may be called by any thread.
 */
final class Connection implements NodeSender {

  /** Hears the connection, always on the lane. */
  interface Owner {
    /** A stanza arrived. */
    void received(Node stanza);

    /** It is over; called once, unless {@link #close} was called before. */
    void ended(CloseReason reason);
  }

  private enum Phase {
    CONNECTING,
    SHAKING_HANDS,
    OPEN,
    OVER
  }

  /** Events that may wait for whoever runs the client before the network has to wait too. */
  private static final int MOST_UNTOLD = 1_000;

  private final SerialQueue lane;
  private final SerialQueue telling;
  private final Greeting greeting;
  private final ClientConfig config;
  private final Clock clock;
  private final NodeCodec codec;
  private final Owner owner;
  private final FrameReader frames = new FrameReader();
  private final SealedSocket sealed = new SealedSocket();
  private Phase phase = Phase.CONNECTING;
  private Optional<ByteSocket> socket = Optional.empty();

  /**
   * What to say first.
   *
   * @param intro goes before the first frame, unencrypted
   * @param handshake not yet used
   * @param payload who we are; sent only when the server has proven who it is
   */
  record Greeting(byte[] intro, ClientHandshake handshake, byte[] payload) {}

  /**
   * @param telling where what the stanzas say waits to be told
   */
  Connection(
      SerialQueue lane,
      SerialQueue telling,
      Greeting greeting,
      ClientConfig config,
      Clock clock,
      NodeCodec codec,
      Owner owner) {
    this.lane = lane;
    this.telling = telling;
    this.greeting = greeting;
    this.config = config;
    this.clock = clock;
    this.codec = codec;
    this.owner = owner;
  }

  /** Starts connecting; the connector may block, so it runs beside the lane. */
  void open(SocketConnector connector, Executor executor) {
    try {
      executor.execute(() -> connect(connector));
    } catch (RejectedExecutionException _) {
      lane.execute(() -> end(new CloseReason.ConnectFailed("too much else is going on")));
    }
  }

  private void connect(SocketConnector connector) {
    try {
      ByteSocket opened = connector.connect(listener());
      lane.execute(() -> greet(opened));
    } catch (SocketClosedException e) {
      String why = String.valueOf(e.getMessage());
      lane.execute(() -> end(new CloseReason.ConnectFailed(why)));
    }
  }

  private ByteSocketListener listener() {
    return new ByteSocketListener() {
      @Override
      public void onBytes(byte[] bytes) {
        onBytes(bytes, () -> {});
      }

      @Override
      public void onBytes(byte[] bytes, Runnable more) {
        lane.execute(
            () -> {
              try {
                take(bytes);
              } finally {
                telling.behind(MOST_UNTOLD, more);
              }
            });
      }

      @Override
      public void onClosed(String reason) {
        lane.execute(() -> end(new CloseReason.ConnectionLost(reason)));
      }
    };
  }

  private void greet(ByteSocket opened) {
    if (phase == Phase.OVER) {
      opened.close();
      return;
    }
    socket = Optional.of(opened);
    phase = Phase.SHAKING_HANDS;
    byte[] hello = FrameWriter.frame(greeting.handshake().hello());
    try {
      opened.send(join(greeting.intro(), hello));
    } catch (SocketClosedException e) {
      end(new CloseReason.ConnectionLost(String.valueOf(e.getMessage())));
    }
  }

  private void take(byte[] bytes) {
    if (phase == Phase.OVER) {
      return;
    }
    frames.feed(bytes);
    try {
      Optional<byte[]> frame = frames.next();
      while (frame.isPresent() && phase != Phase.OVER) {
        take(frame.get(), socket.orElseThrow(Connection::spokeFirst));
        frame = frames.next();
      }
    } catch (BadCertificateException e) {
      end(new CloseReason.BadCertificate(String.valueOf(e.getMessage())));
    } catch (HandshakeException e) {
      end(new CloseReason.BadHandshake(String.valueOf(e.getMessage())));
    } catch (SocketClosedException e) {
      end(new CloseReason.ConnectionLost(String.valueOf(e.getMessage())));
    } catch (WhatsAppException e) {
      end(new CloseReason.Unreadable(e.getClass().getSimpleName()));
    }
  }

  private static HandshakeException spokeFirst() {
    return new HandshakeException("The server spoke first");
  }

  private void take(byte[] frame, ByteSocket open) {
    if (phase == Phase.OPEN) {
      owner.received(codec.decode(sealed.decrypt(frame)));
      return;
    }
    ClientHandshake handshake = greeting.handshake();
    byte[] finish = handshake.finish(frame, config.rootKey(), clock.instant(), greeting.payload());
    open.send(FrameWriter.frame(finish));
    sealed.start(open, handshake.transport());
    phase = Phase.OPEN;
  }

  @Override
  public void send(Node stanza) {
    try {
      sealed.send(codec.encode(stanza));
    } catch (SocketClosedException e) {
      String why = String.valueOf(e.getMessage());
      lane.execute(() -> end(new CloseReason.ConnectionLost(why)));
    }
  }

  /** Ends the connection for a reason of ours. On the lane. */
  void end(CloseReason reason) {
    if (phase != Phase.OVER) {
      close();
      owner.ended(reason);
    }
  }

  /** Ends the connection without telling the owner. On the lane. */
  void close() {
    phase = Phase.OVER;
    socket.ifPresent(ByteSocket::close);
  }

  private static byte[] join(byte[] one, byte[] other) {
    byte[] both = new byte[one.length + other.length];
    System.arraycopy(one, 0, both, 0, one.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
