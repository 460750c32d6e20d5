package org.ledplatform.whatsapp.socket;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body in chunks (RFC 9112 §7.1). What stands beside the data, extensions and trailers, is read
 * and dropped, and is bounded. Not safe for many threads.
 */
final class ChunkedInput extends InputStream {

  /** Hexadecimal digits that a length may have. */
  private static final int MOST_DIGITS = 15;

  private static final int MOST_LINE = 1024;
  private static final int MOST_TRAILERS = 64;
  private static final String BROKEN = "an HTTP body has a broken chunk";

  private final InputStream in;
  private long left;
  private boolean begun;
  private boolean ended;

  /**
   * @param in read up to the end of the body, and not closed
   */
  ChunkedInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int count = in.read(into, from, (int) Math.min(most, left));
    if (count < 0) {
      throw cut();
    }
    left -= count;
    return count;
  }

  private void nextChunk() throws IOException {
    if (begun && !line().isEmpty()) {
      throw new IOException(BROKEN);
    }
    begun = true;
    left = length(line());
    if (left == 0) {
      skipTrailers();
      ended = true;
    }
  }

  private static long length(String line) throws IOException {
    int semicolon = line.indexOf(';');
    String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
    boolean number = digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    if (digits.isEmpty() || digits.length() > MOST_DIGITS || !number) {
      throw new IOException(BROKEN);
    }
    return Long.parseLong(digits, 16);
  }

  private void skipTrailers() throws IOException {
    for (int i = 0; i <= MOST_TRAILERS; i++) {
      if (line().isEmpty()) {
        return;
      }
    }
    throw new IOException("an HTTP body has too many trailers");
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw cut();
      }
      if (next == '\n' && !line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
        line.setLength(line.length() - 1);
        return line.toString();
      }
      line.append((char) next);
      if (line.length() > MOST_LINE) {
        throw new IOException(BROKEN);
      }
    }
  }

  private static EOFException cut() {
    return new EOFException("the connection ended within an HTTP body");
  }
}
