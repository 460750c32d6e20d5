package org.ledplatform.whatsapp.socket;

/**
 * Puts a payload into a frame: three bytes of length, big endian, and the payload (protocol §1).
 */
public final class FrameWriter {

  private FrameWriter() {}

  /**
   * The frame.
   *
   * @throws IllegalArgumentException when the payload is 16 MiB or longer
   */
  public static byte[] frame(byte[] payload) {
    if (payload.length > FrameReader.MAX_LENGTH) {
      throw new IllegalArgumentException("A frame holds less than 16 MiB");
    }
    byte[] frame = new byte[FrameReader.HEADER_LENGTH + payload.length];
    frame[0] = (byte) (payload.length >> 16);
    frame[1] = (byte) (payload.length >> 8);
    frame[2] = (byte) payload.length;
    System.arraycopy(payload, 0, frame, FrameReader.HEADER_LENGTH, payload.length);
    return frame;
  }
}
