package org.ledplatform.whatsapp.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

class FrameFuzzTest {

  private static final int LIMIT = 2048;

  /** The first byte says how the others are cut into pieces. */
  @FuzzTest
  void framesAreTheSameHoweverTheBytesAreCut(byte[] input) {
    if (input.length < 2) {
      return;
    }
    byte[] stream = Arrays.copyOfRange(input, 1, input.length);
    List<byte[]> whole = read(stream, stream.length);
    List<byte[]> cut = read(stream, 1 + (input[0] & 0xFF));
    assertThat(cut).hasSameSizeAs(whole);
    for (int i = 0; i < cut.size(); i++) {
      assertThat(cut.get(i)).isEqualTo(whole.get(i));
    }
  }

  private static List<byte[]> read(byte[] stream, int piece) {
    FrameReader reader = new FrameReader(LIMIT);
    List<byte[]> frames = new ArrayList<>();
    try {
      for (int at = 0; at < stream.length; at += piece) {
        reader.feed(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + piece)));
        Optional<byte[]> frame = reader.next();
        while (frame.isPresent()) {
          assertThat(frame.get()).hasSizeLessThanOrEqualTo(LIMIT);
          frames.add(frame.get());
          frame = reader.next();
        }
      }
    } catch (MalformedFrameException _) {
      return frames;
    }
    return frames;
  }
}
