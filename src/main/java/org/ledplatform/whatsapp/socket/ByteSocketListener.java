package org.ledplatform.whatsapp.socket;

/** Hears one connection. Calls never overlap and keep the order of the wire. */
public interface ByteSocketListener {

  /**
   * Bytes arrived; they may hold part of a frame or several frames. The array is the listener's.
   */
  void onBytes(byte[] bytes);

  /**
   * The same, with the say over when to go on: a socket that can wait brings no more bytes before
   * {@code more} was run, which may be later and on any thread. Whoever lets bytes wait elsewhere
   * overrides this, so that a network which sends faster than it is heard does not fill the memory.
   */
  default void onBytes(byte[] bytes, Runnable more) {
    onBytes(bytes);
    more.run();
  }

  /** The connection is gone, by either side or by an error. Called exactly once, last. */
  void onClosed(String reason);
}
