package org.ledplatform.whatsapp.socket;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The body of an HTTP/1.1 answer, cut out of the connection (RFC 9112 §6). */
final class HttpBody {

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private HttpBody() {}

  /**
   * The bytes of the body; reading them fails when the connection ends before the body does.
   *
   * @param in what follows the head; it is never read beyond the body, and not closed
   * @throws IOException when the head does not say clearly where the body ends
   */
  static InputStream of(HttpHead head, InputStream in) throws IOException {
    Optional<String> coding = head.header("transfer-encoding");
    OptionalLong length = length(head);
    if (head.status() == NO_CONTENT || head.status() == NOT_MODIFIED) {
      return InputStream.nullInputStream();
    }
    if (coding.isPresent()) {
      if (!coding.get().equalsIgnoreCase("chunked") || length.isPresent()) {
        throw new IOException("an HTTP answer does not say where its body ends");
      }
      return new ChunkedInput(in);
    }
    return length.isPresent() ? new Measured(in, length.getAsLong()) : in;
  }

  /**
   * How long the body is, when the head says so.
   *
   * @throws IOException when what it says is no length
   */
  static OptionalLong length(HttpHead head) throws IOException {
    Optional<String> told = head.header("content-length");
    if (told.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!LENGTH.matcher(told.get()).matches()) {
      throw new IOException("an HTTP answer has no clear length");
    }
    return OptionalLong.of(Long.parseLong(told.get()));
  }

  /** A body whose length was told. */
  private static final class Measured extends FilterInputStream {

    private long left;

    Measured(InputStream in, long length) {
      super(in);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(into, from, (int) Math.min(most, left));
      if (count < 0) {
        throw new EOFException("the connection ended within an HTTP body");
      }
      left -= count;
      return count;
    }

    @Override
    public long skip(long most) throws IOException {
      long skipped = in.skip(Math.min(most, left));
      left -= skipped;
      return skipped;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(in.available(), left);
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
