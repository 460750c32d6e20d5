package org.ledplatform.whatsapp.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;

class ServerPropsTest {

  private final FakeQueries queries = new FakeQueries();
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final ServerProps props = new ServerProps(queries, store);

  private static Node prop(long code, String value) {
    return Node.of("prop").with("config_code", code).with("config_value", value);
  }

  private Node refreshed(Node answer) {
    props.refresh();
    queries.last().answered().accept(Node.of("iq", answer));
    return queries.last().iq().requireChild("props");
  }

  @Test
  void keepsWhatTheNetworkSetsAndAsksNextTimeOnlyForChanges() {
    Node first = refreshed(Node.of("props", prop(10518, "true"), prop(7, "")).with("hash", "a"));
    assertThat(first.attribute("hash")).isEmpty();
    assertThat(first.has("protocol", "1")).isTrue();
    assertThat(props.value(10518)).contains("true");
    assertThat(props.value(7)).contains("");
    assertThat(props.value(8)).isEmpty();
    Node second = refreshed(Node.of("props").with("hash", "a"));
    assertThat(second.has("hash", "a")).isTrue();
    assertThat(new ServerProps(queries, store).value(10518)).contains("true");
  }

  @Test
  void replacesThemUnlessOnlyTheDifferencesCome() {
    refreshed(Node.of("props", prop(1, "one"), prop(2, "two")).with("hash", "a"));
    refreshed(Node.of("props", prop(2, "2")).with("hash", "b").with("delta_update", "true"));
    assertThat(props.value(1)).contains("one");
    assertThat(props.value(2)).contains("2");
    refreshed(Node.of("props", prop(3, "three")).with("hash", "c"));
    assertThat(props.value(1)).isEmpty();
    assertThat(props.value(3)).contains("three");
  }

  @Test
  void keepsABoundedRecordOfOneLineEach() {
    List<Node> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.add(prop(i, "x".repeat(2000)));
    }
    refreshed(Node.of("props").holding(many).with("hash", "a\nb"));
    refreshed(Node.of("props", prop(1, "one\n2=two")).with("hash", "c"));
    assertThat(props.value(1)).contains("one");
    assertThat(props.value(2)).isEmpty();
  }

  @Test
  void aRefusalAndAnAnswerWithoutAHashLeaveWhatIsKnown() {
    refreshed(Node.of("props", prop(1, "one")).with("hash", "a"));
    props.refresh();
    queries.last().failed().accept(new QueryFailure.TimedOut());
    refreshed(Node.of("props", prop(1, "two")));
    assertThat(props.value(1)).contains("one");
    assertThat(store.list(RecordKind.STATE)).hasSize(1);
  }
}
