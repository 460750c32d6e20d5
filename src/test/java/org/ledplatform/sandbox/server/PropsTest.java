package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.SandboxProblem;
import org.ledplatform.whatsapp.node.Node;

/** The switches that the network sets, and the hash that names them (protocol §6.1, §11). */
class PropsTest {

  private final SandboxFixture sandbox = new SandboxFixture();
  private RawClient client;

  @BeforeEach
  void goOnline() {
    client = Companion.pair(sandbox, sandbox.phone("Ada").id()).goOnline();
  }

  @AfterEach
  void close() {
    client.close();
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abt", "w"})
  void whoKnowsTheHashGetsNoSwitches(String namespace) {
    Node first = ask(namespace, "");
    assertThat(switches(first)).containsEntry("10518", "1").hasSizeGreaterThan(1);
    Node second = ask(namespace, first.require("hash"));
    assertThat(second.require("hash")).isEqualTo(first.require("hash"));
    assertThat(switches(second)).isEmpty();
    assertThat(switches(ask(namespace, "another"))).isEqualTo(switches(first));
  }

  @Test
  void whatAPlanSetsHasAnotherHashForAsLongAsItIsInForce() {
    Node usual = ask("abt", "");
    plan("{'fault':'props','props':[{'code':10518,'value':'0'},{'code':77,'value':'x'}]}");
    Node changed = ask("abt", usual.require("hash"));
    assertThat(changed.require("hash")).isNotEqualTo(usual.require("hash"));
    assertThat(switches(changed))
        .containsEntry("10518", "0")
        .containsEntry("77", "x")
        .hasSize(switches(usual).size() + 1);
    assertThat(switches(ask("abt", changed.require("hash")))).isEmpty();

    sandbox.control().faults().clear(SandboxFixture.TENANT);
    assertThat(switches(ask("abt", changed.require("hash")))).isEqualTo(switches(usual));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'fault':'props','props':[{'code':0,'value':'x'}]}",
        "{'fault':'props','props':[{'code':1}]}",
        "{'fault':'props','props':[{'code':1,'value':'x','odd':1}]}",
        "{'fault':'props','props':[]}",
        "{'fault':'props'}"
      })
  void aPlanThatSetsNothingRightIsRefused(String rule) {
    assertThatThrownBy(() -> plan(rule))
        .isInstanceOfSatisfying(
            SandboxProblem.class, p -> assertThat(p.field().orElse("")).contains("props"));
  }

  private Node ask(String namespace, String hash) {
    return client
        .ask(namespace, "get", Node.of("props").with("protocol", 1).with("hash", hash))
        .requireChild("props");
  }

  private static Map<String, String> switches(Node props) {
    return props.children("prop").stream()
        .collect(Collectors.toMap(n -> n.require("config_code"), n -> n.require("config_value")));
  }

  private void plan(String rule) {
    sandbox
        .control()
        .faults()
        .put(SandboxFixture.TENANT, ("{'faults':[" + rule + "]}").replace('\'', '"'));
  }
}
