package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.KeyIndexList;

/** What a phone signs about its companions (protocol §8.1, §12.3). */
class KeyIndexListsTest {

  private final SandboxFixture sandbox = new SandboxFixture();
  private Phone ada;
  private Companion watcher;
  private RawClient client;

  @BeforeEach
  void goOnline() {
    ada = sandbox.phone("Ada");
    watcher = Companion.pair(sandbox, sandbox.phone("Ben").id());
    client = watcher.goOnline();
    watcher.takeWelcome(client);
  }

  @AfterEach
  void close() {
    client.close();
    sandbox.close();
  }

  private PublicKey identityOfThePhone() {
    Node user =
        client
            .ask("encrypt", "get", Node.of("key", Node.of("user").with("jid", ada.jid())))
            .requireChild("list")
            .requireChild("user");
    return new PublicKey(user.requireChild("identity").bytes());
  }

  private Node usync() {
    return client
        .ask(
            "usync",
            "get",
            Node.of(
                "usync",
                Node.of("query", Node.of("devices").with("version", 2)),
                Node.of("list", Node.of("user").with("jid", ada.jid()))))
        .requireChild("usync")
        .requireChild("list")
        .requireChild("user")
        .requireChild("devices");
  }

  private KeyIndexList listed() {
    Node node = usync().requireChild("key-index-list");
    KeyIndexList list = KeyIndexList.verified(node.bytes(), identityOfThePhone());
    assertThat(node.time("ts")).contains(list.signedAt());
    return list;
  }

  @Test
  void aCompanionIsOnTheListFromItsFirstMomentAndGoneWhenItLeft() {
    Companion first = Companion.pair(sandbox, ada.id());
    assertThat(listed().valid()).containsExactlyInAnyOrder(0, first.keyIndex());
    Companion second = Companion.pair(sandbox, ada.id());
    assertThat(listed().valid()).containsExactlyInAnyOrder(0, first.keyIndex(), second.keyIndex());
    leave(second);
    await()
        .untilAsserted(
            () -> assertThat(listed().valid()).containsExactlyInAnyOrder(0, first.keyIndex()));
    assertThat(listed().currentIndex()).isEqualTo(second.keyIndex());
  }

  private static void leave(Companion companion) {
    try (RawClient line = companion.goOnline()) {
      line.ask(
          "md",
          "set",
          Node.of("remove-companion-device")
              .with("jid", companion.jid())
              .with("reason", "user_initiated"));
    }
  }

  @Test
  void whoIsToldOfACompanionGetsTheListThatHasIt() {
    Companion first = Companion.pair(sandbox, ada.id());
    Node told =
        client.await(
            n -> n.has("type", "devices") && n.has("from", Jid.parse(ada.jid()).toString()));
    byte[] list = told.requireChild("add").requireChild("key-index-list").bytes();
    assertThat(KeyIndexList.verified(list, identityOfThePhone()).contains(first.keyIndex()))
        .isTrue();
  }
}
