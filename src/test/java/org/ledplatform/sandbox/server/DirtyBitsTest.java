package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** What a device hears at its login of changes while it was away (protocol §6.6). */
class DirtyBitsTest {

  private final MemorySandboxStorage storage = new MemorySandboxStorage();
  private final SandboxFixture sandbox = new SandboxFixture(storage);
  private Phone ada;
  private Companion away;

  @BeforeEach
  void pair() {
    ada = sandbox.phone("Ada");
    away = Companion.pair(sandbox, ada.id());
    try (RawClient client = away.goOnline()) {
      away.takeWelcome(client);
    }
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void tellsWhatChangedUntilTheDeviceHasDealtWithIt() {
    missed("account_sync", () -> hide("all"));
    missed("groups", this::makeGroup);
    try (RawClient client = away.logIn()) {
      assertThat(dirty(client)).containsOnlyKeys("account_sync", "groups");
      clean(client, "groups", Optional.empty());
    }
    try (RawClient client = away.logIn()) {
      assertThat(dirty(client)).containsOnlyKeys("account_sync");
      clean(client, "account_sync", Optional.empty());
    }
    try (RawClient client = away.logIn()) {
      assertThat(dirty(client)).isEmpty();
    }
  }

  @Test
  void cleaningUpToAMomentLeavesWhatChangedAfterIt() {
    missed("account_sync", () -> hide("all"));
    long seconds;
    try (RawClient client = away.logIn()) {
      seconds = dirty(client).getOrDefault("account_sync", 0L);
      clean(client, "account_sync", Optional.of(seconds - 1));
    }
    try (RawClient client = away.logIn()) {
      assertThat(dirty(client)).containsEntry("account_sync", seconds);
      clean(client, "account_sync", Optional.of(seconds));
    }
    try (RawClient client = away.logIn()) {
      assertThat(dirty(client)).isEmpty();
    }
  }

  @Test
  void whoIsThereHearsTheNotificationAndNoBit() {
    try (RawClient client = away.goOnline()) {
      hide("contacts");
      assertThat(client.await(n -> n.has("type", "account_sync"))).isNotNull();
    }
    try (RawClient client = away.logIn()) {
      assertThat(dirty(client)).isEmpty();
    }
  }

  @Test
  void bitsOutliveACrashAndEndWithTheirDevice() {
    missed("groups", this::makeGroup);
    try (SandboxFixture afterwards = new SandboxFixture(storage)) {
      away.moveTo(afterwards);
      try (RawClient client = away.logIn()) {
        assertThat(dirty(client)).containsOnlyKeys("groups");
        client.ask("md", "set", Node.of("remove-companion-device").with("jid", away.jid()));
      }
      assertThat(storage.list(Table.DIRTY_BITS, "")).isEmpty();
    }
  }

  /** Changes something until the network has noticed that the device is not connected. */
  private void missed(String type, Runnable change) {
    await()
        .until(
            () -> {
              change.run();
              return storage.list(Table.DIRTY_BITS, "").stream()
                  .anyMatch(entry -> entry.name().endsWith("/" + type));
            });
  }

  private void hide(String whom) {
    phone(
        Jid.NETWORK,
        "privacy",
        Node.of("privacy", Node.of("category").with("name", "last").with("value", whom)));
  }

  private void makeGroup() {
    phone(Jid.GROUPS, "w:g2", Node.of("create").with("subject", "Walks").with("key", "k"));
  }

  private void phone(Jid to, String namespace, Node child) {
    sandbox
        .network()
        .phones()
        .find(SandboxFixture.TENANT, ada.id())
        .orElseThrow()
        .ask(to, namespace, "set", child);
  }

  private static Map<String, Long> dirty(RawClient client) {
    client.await("success");
    List<Node> told = new ArrayList<>();
    do {
      told.add(client.await("ib"));
    } while (told.getLast().child("offline").isEmpty());
    return told.stream()
        .flatMap(n -> n.child("dirty").stream())
        .collect(
            Collectors.toMap(n -> n.require("type"), n -> n.number("timestamp").orElseThrow()));
  }

  private static void clean(RawClient client, String type, Optional<Long> upTo) {
    Node answer =
        client.ask(
            "urn:xmpp:whatsapp:dirty",
            "set",
            Node.of("clean").with("type", type).with("timestamp", upTo));
    assertThat(answer.has("type", "result")).isTrue();
  }
}
