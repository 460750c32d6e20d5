package org.ledplatform.whatsapp.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ledplatform.whatsapp.node.NodeCodecVectorsTest.assertSame;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.whatsapp.Vectors;

class NodeCodecTest {

  private static final String[] TEXTS = {
    "",
    "type",
    "lid",
    "message",
    "12345",
    "1-2.3",
    "1234",
    "ABCDEF",
    "3EB0A",
    "abcdef",
    "é ü 😀",
    "@s.whatsapp.net",
    "491512345678@s.whatsapp.net",
    "491512345678:3@s.whatsapp.net",
    "99887766:12@lid",
    "1203630@g.us",
    "status@broadcast",
    "4915:99@hosted",
    "4915@hosted.lid",
    "12:300@lid",
    "who@ever",
    "a.b:0@s.whatsapp.net",
    "@",
    "x@lid@lid",
    "12:5@g.us",
    "0".repeat(127),
    "0".repeat(128),
    "F".repeat(127),
    "F".repeat(128),
    "z".repeat(256)
  };

  private final Random random = new Random(20261122);

  @ParameterizedTest
  @EnumSource(TokenDictionary.class)
  void readsBackEveryNodeThatItWrites(TokenDictionary dictionary) {
    NodeCodec codec = new NodeCodec(dictionary);
    for (int i = 0; i < 500; i++) {
      Node node = anyNode(4);
      assertSame(codec.decode(codec.encode(node)), node);
    }
  }

  @Test
  void readsBackLongListsAndLongBytes() {
    NodeCodec codec = new NodeCodec(TokenDictionary.V3);
    List<Node> children = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      children.add(Node.of("user").with("jid", i + "@lid"));
    }
    Node list = Node.of("list").holding(children);
    assertSame(codec.decode(codec.encode(list)), list);
    for (int length : new int[] {0, 255, 256, (1 << 20) - 1, 1 << 20, (1 << 20) + 1}) {
      Node bytes = Node.of("enc", new byte[length]);
      assertSame(codec.decode(codec.encode(bytes)), bytes);
    }
  }

  @Test
  void inflatesWhatAnotherClientDeflated() {
    NodeCodec codec = new NodeCodec(TokenDictionary.V3);
    Node node = Node.of("enc", new byte[100_000]);
    byte[] plain = codec.encode(node);
    assertSame(codec.decode(deflate(plain, 1)), node);
  }

  @ParameterizedTest
  @EnumSource(TokenDictionary.class)
  void changedBytesAreANodeOrMalformedAndNothingElse(TokenDictionary dictionary) {
    NodeCodec codec = new NodeCodec(dictionary);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = codec.encode(anyNode(3));
      for (int n = random.nextInt(4); n >= 0; n--) {
        bytes[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt(256);
      }
      decodeOrMalformed(codec, bytes);
      decodeOrMalformed(codec, java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    }
  }

  @Test
  void garbageIsMalformedOrANode() {
    NodeCodec codec = new NodeCodec(TokenDictionary.V3);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      decodeOrMalformed(codec, bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing at all
        "00", // a flag and nothing behind it
        "0000", // an empty list
        "00f801", // no tag
        "00f80100", // an empty tag
        "00f80156ff", // bytes behind the node
        "00f8035600", // a key that is empty
        "00f9ffff56", // a list longer than the bytes
        "00f80256fe7fffffff", // bytes longer than the bytes
        "00f80256feffffffff", // a length that would be negative
        "00f80256f9ffff", // children longer than the bytes
        "00f805560401041911", // an attribute twice
        "00f8035604f7020104", // an unknown domain
        "00f8035604fafafafa", // addresses inside addresses
        "00f8035604fa0400", // an address without a server
        "00f8035604ff81cc", // an unknown nibble
        "00f8035604ff80", // a packed text of minus one character
        "00f8035604f0", // an unknown tag byte
        "02789c", // deflated, but cut off
        "020102030405" // not deflated
      })
  void refusesMalformedBytes(String hex) {
    NodeCodec codec = new NodeCodec(TokenDictionary.V3);
    assertThatThrownBy(() -> codec.decode(Vectors.hex(hex)))
        .isInstanceOf(MalformedNodeException.class);
  }

  @Test
  void refusesNodesNestedTooDeeply() {
    NodeCodec codec = new NodeCodec(TokenDictionary.V3);
    assertThat(codec.decode(codec.encode(nested(NodeCodec.MAX_DEPTH))).tag()).isEqualTo("a");
    byte[] deeper = codec.encode(nested(NodeCodec.MAX_DEPTH + 1));
    assertThatThrownBy(() -> codec.decode(deeper)).isInstanceOf(MalformedNodeException.class);
  }

  @Test
  void refusesAZipBombWithoutUnpackingIt() {
    byte[] bomb = deflate(new byte[64 * 1024 * 1024], 0);
    assertThat(bomb).hasSizeLessThan(100_000);
    assertThatThrownBy(() -> new NodeCodec(TokenDictionary.V3).decode(bomb))
        .isInstanceOf(MalformedNodeException.class)
        .hasMessageContaining("too long");
  }

  @Test
  void refusesMillionsOfTinyNodes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Vectors.hex("00f80256f80a"));
    for (int i = 0; i < 10; i++) {
      out.writeBytes(Vectors.hex("f80256f9ffff"));
      for (int j = 0; j < 0xFFFF; j++) {
        out.writeBytes(Vectors.hex("f80156"));
      }
    }
    assertThatThrownBy(() -> new NodeCodec(TokenDictionary.V3).decode(out.toByteArray()))
        .isInstanceOf(MalformedNodeException.class)
        .hasMessageContaining("too long");
  }

  @Test
  void aContentStringArrivesAsBytes() {
    Node node = new NodeCodec(TokenDictionary.V3).decode(Vectors.hex("00f8025604"));
    assertThat(node.text()).isEqualTo(TokenDictionary.V3.single(4));
    assertThat(node.content()).isInstanceOf(Content.Bytes.class);
  }

  private static void decodeOrMalformed(NodeCodec codec, byte[] bytes) {
    try {
      codec.decode(bytes);
    } catch (MalformedNodeException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  private Node anyNode(int depth) {
    Node node = Node.of(random.nextBoolean() ? "message" : "own-tag");
    for (int i = random.nextInt(5); i > 0; i--) {
      node = node.with("key" + i, TEXTS[random.nextInt(TEXTS.length)]);
    }
    if (depth > 0 && random.nextBoolean()) {
      List<Node> children = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        children.add(anyNode(depth - 1));
      }
      return node.holding(children);
    }
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return random.nextBoolean() ? node.holding(bytes) : node;
  }

  private static Node nested(int depth) {
    return depth == 1 ? Node.of("a") : Node.of("a", nested(depth - 1));
  }

  private static byte[] deflate(byte[] bytes, int from) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes, from, bytes.length - from);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(2);
    byte[] chunk = new byte[8192];
    while (!deflater.finished()) {
      out.write(chunk, 0, deflater.deflate(chunk));
    }
    deflater.end();
    return out.toByteArray();
  }
}
