package org.ledplatform.whatsapp.noise;

/** The intro. */
public record IntroHeader(int dictionaryVersion) {

  /** Bytes in a header. */
  public static final int LENGTH = 4;

  public byte[] bytes() {
    return new byte[] {'W', 'A', 6, (byte) dictionaryVersion};
  }
}
