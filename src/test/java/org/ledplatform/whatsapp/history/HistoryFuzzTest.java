package org.ledplatform.whatsapp.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.ledplatform.fuzz.Refused;

/** History as a phone, or whoever sent the message about it, may serve it. */
class HistoryFuzzTest {

  private static final int LIMIT = 1 << 20;

  /** Nothing but a compressed part is read, however it is cut. */
  @FuzzTest
  void anyBytesAreReadOrRefused(byte[] input) {
    int step = input.length == 0 ? 1 : 1 + (input[0] & 0xFF);
    Refused.orDone(() -> read(input, step, new ArrayList<>()));
  }

  /** The first byte says how the bytes are cut; the rest is compressed as it should be. */
  @FuzzTest
  void whatInflatesTellsTheSameHoweverItIsCut(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] part = deflated(input);
    List<HistoryItem> atOnce = new ArrayList<>();
    List<HistoryItem> cut = new ArrayList<>();
    boolean refused = Refused.orDone(() -> read(part, part.length, atOnce));
    assertThat(Refused.orDone(() -> read(part, 1 + (input[0] & 0xFF), cut))).isEqualTo(refused);
    assertThat(cut).isEqualTo(atOnce);
  }

  private static byte[] deflated(byte[] input) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    deflater.setInput(input, 1, input.length - 1);
    deflater.finish();
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    byte[] chunk = new byte[4096];
    while (!deflater.finished()) {
      part.write(chunk, 0, deflater.deflate(chunk));
    }
    deflater.end();
    return part.toByteArray();
  }

  private static void read(byte[] part, int step, List<HistoryItem> heard) {
    try (HistoryStream stream = new HistoryStream(heard::add, LIMIT)) {
      for (int at = 0; at < part.length; at += step) {
        stream.write(part, at, Math.min(step, part.length - at));
      }
    }
  }
}
