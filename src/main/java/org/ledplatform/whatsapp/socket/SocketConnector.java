package org.ledplatform.whatsapp.socket;

/**
 * Opens connections to one network. The port behind which a WebSocket and the in-memory pair sit.
 */
public interface SocketConnector {

  /**
   * Connects, blocking the calling thread for at most the implementation's time-out.
   *
   * @throws SocketClosedException when no connection comes about, with the reason in words
   */
  ByteSocket connect(ByteSocketListener listener);
}
