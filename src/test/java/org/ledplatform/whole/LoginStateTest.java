package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;

/** What our client and our network settle at a login: what changed meanwhile, and the switches. */
class LoginStateTest {

  private final ClientWorld world = new ClientWorld();
  private Phone owner;

  @BeforeEach
  void pair() {
    owner = world.person("Owner", "+15550000001");
    world.pair(owner);
    world.answers(world.person("Anna", "+15550000002"), owner.jid(), "first");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void takesNoteOfWhatChangedWhileItWasAwayAndSaysSo() {
    world.client.disconnect();
    await()
        .until(
            () -> {
              change(Jid.NETWORK, "privacy", privacy());
              change(
                  Jid.GROUPS, "w:g2", Node.of("create").with("subject", "Walks").with("key", "k"));
              return world.storage.list(Table.DIRTY_BITS, "").size() == 2;
            });

    world.comeBack();
    world.passUntil(() -> world.storage.list(Table.DIRTY_BITS, "").isEmpty());
    assertThat(world.client.groups().mine().toCompletableFuture().join())
        .anyMatch(group -> group.subject().text().equals("Walks"));
  }

  @Test
  void keepsTheSwitchesOfTheNetworkAndFetchesThemAgainWhenTheirHashIsAnother() {
    world.passUntil(() -> props().contains("10518=1\n"));
    String usual = props();

    world.plan("'fault':'props','props':[{'code':10518,'value':'0'},{'code':77,'value':'x'}]");
    again();
    world.passUntil(() -> props().contains("77=x\n"));
    assertThat(props())
        .contains("10518=0\n")
        .doesNotContain(usual.lines().findFirst().orElseThrow());

    world.control.faults().clear(ClientWorld.TENANT);
    again();
    world.passUntil(() -> props().equals(usual));
  }

  private void again() {
    world.client.disconnect();
    world.comeBack();
    assertThat(world.seen(ClientEvent.QrOffered.class)).isZero();
  }

  private String props() {
    return world
        .store
        .read(new RecordKey(RecordKind.STATE, "props"))
        .map(record -> new String(record, StandardCharsets.UTF_8))
        .orElse("");
  }

  private static Node privacy() {
    return Node.of("privacy", Node.of("category").with("name", "last").with("value", "none"));
  }

  private void change(Jid to, String namespace, Node child) {
    world.hands(owner).ask(to, namespace, "set", child);
  }
}
