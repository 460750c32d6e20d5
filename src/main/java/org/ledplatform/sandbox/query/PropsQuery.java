package org.ledplatform.sandbox.query;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.crypto.Hmac;
import org.ledplatform.whatsapp.node.Node;

/**
 * Feature switches, in the old and the new namespace (protocol §6.1, §11): named by a hash over all
 * of them. Who names the present hash has them and gets none.
 */
public final class PropsQuery implements Query {

  /** Tokens of trust go with messages to one person, are good for a week, four of them. */
  private static final Map<Long, String> USUAL = Map.of(10518L, "1", 865L, "604800", 909L, "4");

  private static final byte[] HASH_KEY = "sandbox props".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH_BYTES = 8;

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    return List.of(answer(iq, Map.of()));
  }

  /**
   * What a question about switches is answered.
   *
   * @param changed switches that are not as usual
   */
  public static Node answer(Node iq, Map<Long, String> changed) {
    Map<Long, String> values = new TreeMap<>(USUAL);
    values.putAll(changed);
    String hash = hash(values);
    Node answer = Node.of("props").with("hash", hash).with("refresh", 86_400);
    boolean known = iq.requireChild("props").has("hash", hash);
    return known
        ? answer
        : answer.holding(
            values.entrySet().stream()
                .map(
                    e ->
                        Node.of("prop")
                            .with("config_code", e.getKey())
                            .with("config_value", e.getValue()))
                .toList());
  }

  private static String hash(Map<Long, String> values) {
    byte[] all = values.toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Hmac.sha256(HASH_KEY, all), 0, HASH_BYTES);
  }
}
