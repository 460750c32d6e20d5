package org.ledplatform.whatsapp.stanza;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * The switches that the network sets for this account (protocol §6.1, §11, {@code abt}). They are
 * kept with the hash that names them, so that the network sends them again only when they changed.
 * Lives on the lane.
 */
public final class ServerProps {

  private static final RecordKey KEPT = new RecordKey(RecordKind.STATE, "props");
  private static final int MOST_PROPS = 5000;
  private static final int LONGEST_VALUE = 1000;

  private final Queries queries;
  private final DeviceStore store;

  public ServerProps(Queries queries, DeviceStore store) {
    this.queries = queries;
    this.store = store;
  }

  /** One line of the record: the hash, then a switch each. */
  private record Kept(String hash, Map<Long, String> values) {

    static Kept parse(byte[] record) {
      List<String> lines = new String(record, StandardCharsets.UTF_8).lines().toList();
      Map<Long, String> values = new TreeMap<>();
      for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
        int end = line.indexOf('=');
        values.put(Long.parseLong(line.substring(0, end)), line.substring(end + 1));
      }
      return new Kept(lines.isEmpty() ? "" : lines.getFirst(), values);
    }

    byte[] record() {
      StringBuilder text = new StringBuilder(hash).append('\n');
      values.forEach((code, value) -> text.append(code).append('=').append(value).append('\n'));
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Asks for what changed. A network that does not answer leaves what is known. */
  public void refresh() {
    queries.ask(
        Questions.props(kept().hash()),
        answer -> answer.child("props").ifPresent(this::keep),
        _ -> {});
  }

  /** What a switch says; empty when the network does not set it. */
  public Optional<String> value(long code) {
    return Optional.ofNullable(kept().values().get(code));
  }

  private Kept kept() {
    return Kept.parse(store.read(KEPT).orElseGet(() -> new byte[0]));
  }

  private void keep(Node props) {
    Kept before = kept();
    String hash = oneLine(props.attribute("hash").orElse(""));
    if (hash.isEmpty() || hash.equals(before.hash())) {
      return;
    }
    Map<Long, String> values =
        new TreeMap<>(props.has("delta_update", "true") ? before.values() : Map.of());
    for (Node prop : props.children("prop")) {
      Optional<Long> code = prop.number("config_code");
      if (code.isPresent() && values.size() < MOST_PROPS) {
        values.put(code.get(), oneLine(prop.attribute("config_value").orElse("")));
      }
    }
    store.commit(List.of(new StoreChange.Put(KEPT, new Kept(hash, values).record())));
  }

  private static String oneLine(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.substring(0, Math.min(LONGEST_VALUE, line.length()));
  }
}
