package org.ledplatform.sandbox;

import java.io.IOException;
import org.ledplatform.whatsapp.socket.ByteSocket;
import org.ledplatform.whatsapp.socket.ByteSocketListener;
import org.ledplatform.whatsapp.socket.SocketClosedException;

/**
 * The network's door for servers that carry its bytes and need to know nothing else about it. Safe
 * for use by many threads.
 */
public final class SandboxDoor {

  private final SandboxNetwork network;

  public SandboxDoor(SandboxNetwork network) {
    this.network = network;
  }

  /** Lets a connection in. The caller tells the visit every message, in order, and the end once. */
  public Visit enter(Carrier carrier) {
    ByteSocketListener inside = network.accept(new CarriedSocket(carrier));
    return new Visit() {
      @Override
      public void bytes(byte[] bytes) {
        inside.onBytes(bytes);
      }

      @Override
      public void closed(String reason) {
        inside.onClosed(reason);
      }
    };
  }

  /** Carries bytes to the client. Calls may come from any thread and keep their order. */
  public interface Carrier {
    /** Sends one binary message; may block until the connection takes it. */
    void send(byte[] bytes) throws IOException;

    /** Closes the connection; harmless when it is closed. The visit hears of it once. */
    void close();
  }

  /** One connection as its carrier sees it. Calls never overlap. */
  public interface Visit {
    /** The client sent this. The array is the visit's. */
    void bytes(byte[] bytes);

    /** The connection is gone. Called once, last. */
    void closed(String reason);
  }

  private record CarriedSocket(Carrier carrier) implements ByteSocket {
    @Override
    public void send(byte[] bytes) {
      try {
        carrier.send(bytes);
      } catch (IOException e) {
        throw new SocketClosedException("The client's connection is gone", e);
      }
    }

    @Override
    public void close() {
      carrier.close();
    }
  }
}
