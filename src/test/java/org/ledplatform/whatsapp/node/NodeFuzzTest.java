package org.ledplatform.whatsapp.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

class NodeFuzzTest {

  private static final List<NodeCodec> CODECS =
      List.of(new NodeCodec(TokenDictionary.V2), new NodeCodec(TokenDictionary.V3));

  @FuzzTest
  void whatDecodesIsTheSameAfterEncodingAndDecoding(byte[] input) {
    CODECS.forEach(codec -> check(codec, input));
  }

  /** Deflates the input first, so that the fuzzer need not guess checksums. */
  @FuzzTest
  void whatInflatesIsReadAsIfItHadComePlain(byte[] input) {
    byte[] plain = new byte[input.length + 1];
    System.arraycopy(input, 0, plain, 1, input.length);
    for (NodeCodec codec : CODECS) {
      assertThat(outcome(codec, deflated(input))).isEqualTo(outcome(codec, plain));
    }
  }

  /** A short input repeated thousands of times: small on the wire, large inside. */
  @FuzzTest
  void bombsEndInTime(byte[] input) {
    if (input.length == 0 || input.length > 64) {
      return;
    }
    byte[] long64k = new byte[64 * 1024];
    for (int i = 0; i < long64k.length; i++) {
      long64k[i] = input[i % input.length];
    }
    CODECS.forEach(codec -> check(codec, deflated(long64k)));
  }

  private static void check(NodeCodec codec, byte[] input) {
    Node node;
    try {
      node = codec.decode(input);
    } catch (MalformedNodeException _) {
      return;
    }
    byte[] encoded = codec.encode(node);
    Node again = codec.decode(encoded);
    assertThat(codec.encode(again)).isEqualTo(encoded);
    assertThat(again.tag()).isEqualTo(node.tag());
    assertThat(again.attributes()).isEqualTo(node.attributes());
    assertThat(node.toString()).hasSizeLessThan(10_000);
  }

  private static String outcome(NodeCodec codec, byte[] input) {
    try {
      return Arrays.toString(codec.encode(codec.decode(input)));
    } catch (MalformedNodeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static byte[] deflated(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(Tags.FLAG_DEFLATED);
    try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
      deflater.setInput(plain);
      deflater.finish();
      byte[] chunk = new byte[4096];
      while (!deflater.finished()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
    }
    return out.toByteArray();
  }
}
