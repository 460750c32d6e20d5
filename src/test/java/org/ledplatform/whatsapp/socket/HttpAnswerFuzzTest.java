package org.ledplatform.whatsapp.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** What comes through a tunnel is somebody's, the proxy's above all. */
class HttpAnswerFuzzTest {

  /**
   * What was read of an answer.
   *
   * @param body as far as it could be read
   */
  private record Read(Optional<HttpHead> head, byte[] body, boolean whole) {}

  /** The first byte says how the others are cut into pieces. */
  @FuzzTest
  void anyBytesAreAnAnswerOrARefusalHoweverTheyAreCut(byte[] input) {
    if (input.length < 2) {
      return;
    }
    byte[] stream = Arrays.copyOfRange(input, 1, input.length);
    Read whole = read(new ByteArrayInputStream(stream));
    Read cut = read(new Pieces(stream, 1 + (input[0] & 0xFF)));
    assertThat(cut.head()).isEqualTo(whole.head());
    assertThat(cut.body()).isEqualTo(whole.body());
    assertThat(cut.whole()).isEqualTo(whole.whole());
    assertThat(whole.body()).hasSizeLessThanOrEqualTo(stream.length);
  }

  private static Read read(InputStream in) {
    Optional<HttpHead> head = Optional.empty();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      head = Optional.of(HttpHead.read(in));
      HttpBody.length(head.get());
      InputStream bytes = HttpBody.of(head.get(), in);
      byte[] piece = new byte[512];
      for (int n = bytes.read(piece); n >= 0; n = bytes.read(piece)) {
        body.write(piece, 0, n);
      }
      assertThat(bytes.read(piece)).isNegative();
      return new Read(head, body.toByteArray(), true);
    } catch (IOException _) {
      return new Read(head, body.toByteArray(), false);
    }
  }

  /** Bytes that come a few at a time. */
  private static final class Pieces extends InputStream {

    private final byte[] bytes;
    private final int piece;
    private int at;

    Pieces(byte[] bytes, int piece) {
      this.bytes = bytes;
      this.piece = piece;
    }

    @Override
    public int read() {
      return at == bytes.length ? -1 : Byte.toUnsignedInt(bytes[at++]);
    }

    @Override
    public int read(byte[] into, int from, int most) {
      if (at == bytes.length) {
        return -1;
      }
      int count = Math.min(Math.min(most, piece), bytes.length - at);
      System.arraycopy(bytes, at, into, from, count);
      at += count;
      return count;
    }
  }
}
