package org.ledplatform.whatsapp.noise;

/**
 * The four bytes that a client sends once, before its first frame (protocol §1): {@code WA}, the
 * protocol's number and the version of the token dictionary. They are the prologue of the
 * handshake.
 */
public record IntroHeader(int dictionaryVersion) {

  /** Bytes in a header. */
  public static final int LENGTH = 4;

  private static final byte PROTOCOL = 6;

  public IntroHeader {
    if (dictionaryVersion < 0 || dictionaryVersion > 0xFF) {
      throw new IllegalArgumentException("A dictionary version is one byte");
    }
  }

  /**
   * Reads a header.
   *
   * @param bytes exactly four
   * @throws HandshakeException when they are no header of this protocol
   */
  public static IntroHeader parse(byte[] bytes) {
    if (bytes.length != LENGTH || bytes[0] != 'W' || bytes[1] != 'A' || bytes[2] != PROTOCOL) {
      throw new HandshakeException("The connection does not begin with the WA header");
    }
    return new IntroHeader(bytes[3] & 0xFF);
  }

  /** As it is sent. */
  public byte[] bytes() {
    return new byte[] {'W', 'A', PROTOCOL, (byte) dictionaryVersion};
  }
}
