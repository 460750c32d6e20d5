package org.ledplatform.whatsapp.socket;

/** Hears one connection. Calls never overlap and keep the order of the wire. */
public interface ByteSocketListener {

  /**
   * Bytes arrived; they may hold part of a frame or several frames. The array is the listener's.
   */
  void onBytes(byte[] bytes);

  /** The connection is gone, by either side or by an error. Called exactly once, last. */
  void onClosed(String reason);
}
