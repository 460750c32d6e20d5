package org.ledplatform.whatsapp.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.whatsapp.Vectors;
import org.ledplatform.whatsapp.jid.Jid;

class NodeCodecVectorsTest {

  private static final byte[] PAYLOAD = new byte[300];

  static {
    Arrays.fill(PAYLOAD, (byte) 7);
  }

  /** The nodes of the group {@code binary}, in its order. */
  private static final List<Node> NODES =
      List.of(
          Node.of("iq", Node.of("ping"))
              .with("to", Jid.NETWORK)
              .with("type", "get")
              .with("xmlns", "w:p")
              .with("id", "1234.5678-1"),
          Node.of(
                  "message",
                  Node.of(
                      "participants",
                      recipient("5511999990000:1@s.whatsapp.net", "pkmsg", "deadbeef"),
                      recipient(
                          "123456789012345:7@lid",
                          "msg",
                          "a4abd4448c49562d828115d13a1fccea927f52b4d5459297f8b43e42da89238bc13626e43dcb38ddb082488927ec904fb42057443983e88585179d50551afe62")))
              .with("id", "3EB0ABCDEF0123456789")
              .with("to", "5511999990000@s.whatsapp.net")
              .with("type", "text")
              .with("addressing_mode", "lid"),
          Node.of("x", PAYLOAD)
              .with("a", "")
              .with("b", "not a token é")
              .with("c", "120363000000000001@g.us")
              .with("d", "ABCDEF0123")
              .with("e", "1-2.3"));

  @ParameterizedTest
  @EnumSource(TokenDictionary.class)
  void encodesEveryVectorBitForBit(TokenDictionary dictionary) {
    JsonNode vectors = Vectors.group("binary").json();
    assertThat(vectors).hasSameSizeAs(NODES);
    for (int i = 0; i < NODES.size(); i++) {
      String expected = vectors.get(i).get("dict" + dictionary.version()).asText();
      byte[] encoded = new NodeCodec(dictionary).encode(NODES.get(i));
      assertThat(HexFormat.of().formatHex(encoded)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(TokenDictionary.class)
  void decodesEveryVector(TokenDictionary dictionary) {
    JsonNode vectors = Vectors.group("binary").json();
    for (int i = 0; i < NODES.size(); i++) {
      byte[] bytes = Vectors.hex(vectors.get(i).get("dict" + dictionary.version()).asText());
      assertSame(new NodeCodec(dictionary).decode(bytes), NODES.get(i));
    }
  }

  @Test
  void decodesTheDeflatedVector() {
    byte[] bytes = Vectors.group("binaryDeflated").bytes("hex");
    assertSame(new NodeCodec(TokenDictionary.V3).decode(bytes), NODES.getFirst());
  }

  /** The checksums are those of protocol §4.3. */
  @Test
  void theDictionariesAreTheOnesThatOthersUse() throws Exception {
    assertThat(checksums(TokenDictionary.V3))
        .containsExactly(
            "2ec850d399a28112e4b4165ae4d68962f58b0aa6766de1622d4caef1a2e6b8b5",
            "c19c763b07f7684fc58490eb838873edeec498d59bf4d56bbb33d8e7af4cb112",
            "e8894a798e1d92bc5f5f5cd1c2ffeef43a5c03acb1775b34d121ffe0a19b8f6a",
            "8f4081781e324d9ab95574b01ff37a44753403cebd0d1feeeb985661cc86cae8",
            "8e397aec42a6a503621910cf3d7a8f9e287e94192031265b6e55519e0e19fadc");
    assertThat(checksums(TokenDictionary.V2))
        .containsExactly(
            "8e2a240b36e43a3560864ec32bbcd61d5e277c5c2bf1df8763a59669e036e087",
            "f0a47dc4eb2cfc950362a61b3fc2b3152af63f21a92cc76df517344f58ade61e",
            "4fddd53f761565077443f04b69e17a87a2f462b95b0468211bc8feb81af3f31e",
            "ca6c819ca6e5ed738d637dc4977b9787c0f816b274f4315994889d6d72fd23c5",
            "2c13a800618ff0a999510862ce4060b97cf10af5c29234b20bf133d8f8bc101d");
  }

  @Test
  void theIntroHeaderChoosesTheDictionary() {
    assertThat(TokenDictionary.ofVersion(2)).contains(TokenDictionary.V2);
    assertThat(TokenDictionary.ofVersion(3)).contains(TokenDictionary.V3);
    assertThat(TokenDictionary.ofVersion(1)).isEmpty();
  }

  static void assertSame(Node actual, Node expected) {
    assertThat(actual.tag()).isEqualTo(expected.tag());
    assertThat(actual.attributes()).containsExactlyEntriesOf(expected.attributes());
    assertThat(actual.bytes()).isEqualTo(expected.bytes());
    assertThat(actual.content()).hasSameClassAs(expected.content());
    assertThat(actual.children()).hasSameSizeAs(expected.children());
    for (int i = 0; i < actual.children().size(); i++) {
      assertSame(actual.children().get(i), expected.children().get(i));
    }
  }

  private static Node recipient(String jid, String type, String ciphertext) {
    Node enc = Node.of("enc", Vectors.hex(ciphertext)).with("v", "2").with("type", type);
    return Node.of("to", enc).with("jid", jid);
  }

  private static List<String> checksums(TokenDictionary dictionary) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    List<List<String>> lists = new java.util.ArrayList<>();
    lists.add(IntStream.rangeClosed(1, 235).mapToObj(dictionary::single).toList());
    for (int page = 0; page < 4; page++) {
      int p = page;
      lists.add(IntStream.range(0, 256).mapToObj(i -> dictionary.paged(p, i)).toList());
    }
    return lists.stream()
        .map(words -> String.join("\n", words).getBytes(StandardCharsets.UTF_8))
        .map(bytes -> HexFormat.of().formatHex(sha.digest(bytes)))
        .toList();
  }
}
