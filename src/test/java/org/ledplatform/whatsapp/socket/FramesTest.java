package org.ledplatform.whatsapp.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramesTest {

  private final Random random = new Random(7);

  @Test
  void reassemblesFramesHoweverTheNetworkCutsThem() {
    for (int round = 0; round < 200; round++) {
      List<byte[]> payloads = new ArrayList<>();
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      for (int i = random.nextInt(10); i >= 0; i--) {
        byte[] payload = new byte[random.nextInt(10) == 0 ? random.nextInt(200_000) : i * 13];
        random.nextBytes(payload);
        payloads.add(payload);
        stream.writeBytes(FrameWriter.frame(payload));
      }
      assertThat(readInPieces(stream.toByteArray())).containsExactlyElementsOf(payloads);
    }
  }

  @Test
  void carriesTheLongestFrame() {
    byte[] payload = new byte[FrameReader.MAX_LENGTH];
    payload[payload.length - 1] = 1;
    FrameReader reader = new FrameReader();
    reader.feed(FrameWriter.frame(payload));
    assertThat(reader.next().map(p -> Arrays.equals(p, payload))).contains(true);
    assertThatThrownBy(() -> FrameWriter.frame(new byte[FrameReader.MAX_LENGTH + 1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void waitsForTheRestOfAFrame() {
    FrameReader reader = new FrameReader();
    assertThat(reader.next()).isEmpty();
    reader.feed(new byte[] {0, 0});
    assertThat(reader.next()).isEmpty();
    reader.feed(new byte[] {2, 9});
    assertThat(reader.next()).isEmpty();
    reader.feed(new byte[] {8, 0, 0, 0});
    assertThat(reader.next()).hasValueSatisfying(p -> assertThat(p).containsExactly(9, 8));
    assertThat(reader.next()).hasValueSatisfying(p -> assertThat(p).isEmpty());
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void refusesAFrameLongerThanAllowed() {
    FrameReader reader = new FrameReader(10);
    reader.feed(new byte[] {0, 0, 11});
    assertThatThrownBy(reader::next).isInstanceOf(MalformedFrameException.class);
  }

  private List<byte[]> readInPieces(byte[] stream) {
    FrameReader reader = new FrameReader();
    List<byte[]> read = new ArrayList<>();
    for (int at = 0; at < stream.length; ) {
      int length = Math.min(stream.length - at, 1 + random.nextInt(5000));
      reader.feed(Arrays.copyOfRange(stream, at, at + length));
      at += length;
      for (Optional<byte[]> p = reader.next(); p.isPresent(); p = reader.next()) {
        read.add(p.get());
      }
    }
    return read;
  }
}
