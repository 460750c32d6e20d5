package org.ledplatform.whatsapp.client;

import java.util.Optional;
import org.ledplatform.whatsapp.noise.NoiseTransport;
import org.ledplatform.whatsapp.socket.ByteSocket;
import org.ledplatform.whatsapp.socket.FrameReader;
import org.ledplatform.whatsapp.socket.FrameTooLargeException;
import org.ledplatform.whatsapp.socket.FrameWriter;
import org.ledplatform.whatsapp.socket.SocketClosedException;

/**
 * A socket whose frames are encrypted. The one lock of sending is here: around counter, encryption
 * and write, because frames must leave in the order of their counters. Nothing else runs under it.
 */
final class SealedSocket {

  private final Object sending = new Object();
  private volatile Optional<Open> open = Optional.empty();

  private record Open(ByteSocket socket, NoiseTransport transport) {}

  /** From now on frames can be sent. */
  void start(ByteSocket socket, NoiseTransport transport) {
    open = Optional.of(new Open(socket, transport));
  }

  /**
   * Sends one frame. It is measured before it is encrypted: a number that was used for a frame
   * which never leaves would end the connection.
   *
   * @throws SocketClosedException when the handshake is not over, or the connection gone
   * @throws FrameTooLargeException when it does not fit into a frame
   */
  void send(byte[] plain) {
    if (plain.length > FrameReader.MAX_LENGTH - NoiseTransport.TAG_LENGTH) {
      throw new FrameTooLargeException("A stanza is longer than a frame");
    }
    Open now = opened();
    synchronized (sending) {
      now.socket().send(FrameWriter.frame(now.transport().encrypt(plain)));
    }
  }

  /** Opens one frame; the caller keeps the order of the wire. */
  byte[] decrypt(byte[] frame) {
    return opened().transport().decrypt(frame);
  }

  private Open opened() {
    return open.orElseThrow(() -> new SocketClosedException("The handshake is not over"));
  }
}
