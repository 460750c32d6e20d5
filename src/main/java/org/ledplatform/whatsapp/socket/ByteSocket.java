package org.ledplatform.whatsapp.socket;

/**
 * One open connection that carries binary messages. Safe for use by many threads; messages leave in
 * the order of the calls.
 */
public interface ByteSocket extends AutoCloseable {

  /**
   * Sends one binary message. May block until the network takes it.
   *
   * @throws SocketClosedException when the connection is closed
   */
  void send(byte[] bytes);

  /** Closes the connection. Closing twice is harmless. The listener hears of it once. */
  @Override
  void close();
}
