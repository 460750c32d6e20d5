package org.ledplatform.whatsapp.socket;

import java.util.Optional;

/**
 * Finds frames in a stream of bytes (protocol §1): three bytes of length, big endian, then the
 * payload. Memory is bounded by what was fed and not yet taken. Not safe for many threads.
 */
public final class FrameReader {

  /** The longest payload that three bytes can announce. */
  public static final int MAX_LENGTH = 0xFF_FF_FF;

  static final int HEADER_LENGTH = 3;
  private static final int SPARE = 4096;

  private final int maxLength;
  private byte[] buffer = new byte[SPARE];
  private int start;
  private int end;

  /** Accepts payloads of every length that the header can announce. */
  public FrameReader() {
    this(MAX_LENGTH);
  }

  /**
   * @param maxLength longest payload to accept, such as a small one before the login
   */
  public FrameReader(int maxLength) {
    this.maxLength = maxLength;
  }

  /** Adds bytes as they came from the network: part of a frame, or several frames. */
  public void feed(byte[] bytes) {
    makeRoom(bytes.length);
    System.arraycopy(bytes, 0, buffer, end, bytes.length);
    end += bytes.length;
  }

  /**
   * Takes the next whole payload.
   *
   * @return empty when more bytes are needed first
   * @throws MalformedFrameException when the next frame announces more than is accepted
   */
  public Optional<byte[]> next() {
    if (end - start < HEADER_LENGTH) {
      return Optional.empty();
    }
    int length =
        (buffer[start] & 0xFF) << 16 | (buffer[start + 1] & 0xFF) << 8 | buffer[start + 2] & 0xFF;
    if (length > maxLength) {
      throw new MalformedFrameException("A frame of " + length + " bytes is too long");
    }
    if (end - start < HEADER_LENGTH + length) {
      return Optional.empty();
    }
    byte[] payload = new byte[length];
    System.arraycopy(buffer, start + HEADER_LENGTH, payload, 0, length);
    start += HEADER_LENGTH + length;
    shrinkWhenEmpty();
    return Optional.of(payload);
  }

  private void makeRoom(int more) {
    int used = end - start;
    if (end + more <= buffer.length) {
      return;
    }
    int needed = Math.addExact(used, more);
    byte[] target =
        needed <= buffer.length
            ? buffer
            : new byte[Math.max(needed, Math.min(2 * used, needed + MAX_LENGTH))];
    System.arraycopy(buffer, start, target, 0, used);
    buffer = target;
    start = 0;
    end = used;
  }

  /** A connection that once carried a large frame should not hold its memory for hours. */
  private void shrinkWhenEmpty() {
    if (start == end) {
      start = 0;
      end = 0;
      if (buffer.length > 16 * SPARE) {
        buffer = new byte[SPARE];
      }
    }
  }
}
