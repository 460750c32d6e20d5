package org.ledplatform.whole;

import java.util.concurrent.atomic.AtomicBoolean;
import org.ledplatform.whatsapp.socket.ByteSocket;
import org.ledplatform.whatsapp.socket.ByteSocketListener;
import org.ledplatform.whatsapp.socket.SocketClosedException;
import org.ledplatform.whatsapp.socket.SocketConnector;

/** Connections of a process that dies: from then on some or all bytes are lost. */
final class CutConnector implements SocketConnector {

  /** What is lost once the process is dead. */
  enum Cut {
    /** It died before it could send anything more. */
    BEFORE_SENDING,
    /** What it sent arrives, but it never hears an acknowledgement. */
    BEFORE_THE_ACK
  }

  private final SocketConnector connector;
  private final Cut cut;
  private final AtomicBoolean dead;

  CutConnector(SocketConnector connector, Cut cut, AtomicBoolean dead) {
    this.connector = connector;
    this.cut = cut;
    this.dead = dead;
  }

  @Override
  public ByteSocket connect(ByteSocketListener listener) {
    if (dead.get()) {
      throw new SocketClosedException("the process is dead");
    }
    return new Sending(connector.connect(new Hearing(listener)));
  }

  private final class Sending implements ByteSocket {
    private final ByteSocket socket;

    Sending(ByteSocket socket) {
      this.socket = socket;
    }

    @Override
    public void send(byte[] bytes) {
      if (dead.get() && cut == Cut.BEFORE_SENDING) {
        throw new SocketClosedException("the process is dead");
      }
      socket.send(bytes);
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private final class Hearing implements ByteSocketListener {
    private final ByteSocketListener listener;

    Hearing(ByteSocketListener listener) {
      this.listener = listener;
    }

    @Override
    public void onBytes(byte[] bytes) {
      if (!dead.get()) {
        listener.onBytes(bytes);
      }
    }

    @Override
    public void onClosed(String reason) {
      listener.onClosed(reason);
    }
  }
}
