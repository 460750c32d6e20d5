package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.SyncdPatch;

/** Clients that are members and try to fill the network's memory: it stays bounded. */
class SandboxFloodTest {

  private static final int MEGABYTE = 1024 * 1024;

  private final MemorySandboxStorage storage = new MemorySandboxStorage();
  @AutoClose private final SandboxFixture sandbox = new SandboxFixture(storage);
  private final Phone adasPhone = sandbox.phone("Ada");
  private final Companion ada = Companion.pair(sandbox, adasPhone.id());
  private final Companion bob = Companion.pair(sandbox, sandbox.phone("Bob").id());

  @Test
  void aFrameOfSixteenMegabytesIsRefusedBeforeItComes() {
    RawClient client = ada.goOnline();
    client.sendRaw(new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1});
    client.awaitClosed();
    othersAreServed();
  }

  @Test
  void aFrameThatComesByteByByteEndsItsConnectionInTime() {
    RawClient client = ada.goOnline();
    client.sendRaw(new byte[] {0, (byte) 0xFF, (byte) 0xFF});
    for (int i = 0; i < 10; i++) {
      sandbox.clock().advance(Duration.ofSeconds(10));
      client.sendRaw(new byte[1]);
      sandbox.network().tick();
    }
    client.awaitClosed();
  }

  @Test
  void whatWaitsForADeviceThatIsAwayIsBounded() {
    try (RawClient client = bob.goOnline()) {
      Message large = Message.newBuilder().setConversation("x".repeat(300_000)).build();
      for (int i = 0; i < 60; i++) {
        client.send(
            bob.message(client, "LARGE" + i, Jid.parse(adasPhone.jid()), large)
                .adding(Node.of("device-identity", bob.identity())));
      }
      client.ask("w:p", "get");
    }
    assertThat(stored(Table.QUEUES)).isLessThan(9L * MEGABYTE);
    try (RawClient back = ada.logIn()) {
      Node newest = back.await(n -> n.has("id", "LARGE59"));
      assertThat(newest.tag()).as("the newest is kept").isEqualTo("message");
    }
  }

  @Test
  void whatDevicesSetForTheirAccountIsBounded() {
    try (RawClient client = ada.goOnline()) {
      byte[] patch =
          SyncdPatch.newBuilder()
              .setPatchMac(ByteString.copyFrom(new byte[60_000]))
              .build()
              .toByteArray();
      Node answer = Node.of("none");
      for (int version = 0; version < 40 && answer.child("error").isEmpty(); version++) {
        answer =
            client
                .ask(
                    "w:sync:app:state",
                    "set",
                    Node.of(
                        "sync",
                        Node.of("collection", Node.of("patch", patch))
                            .with("name", "regular")
                            .with("version", version)))
                .requireChild("sync")
                .requireChild("collection");
      }
      assertThat(answer.requireChild("error").require("code")).isEqualTo("406");
    }
    assertThat(stored(Table.APP_STATES)).isLessThanOrEqualTo(MEGABYTE);
  }

  private long stored(Table table) {
    return storage.list(table, "").stream().mapToLong(entry -> entry.value().length).sum();
  }

  private void othersAreServed() {
    try (RawClient client = bob.goOnline()) {
      assertThat(client.ask("w:p", "get").has("type", "result")).isTrue();
    }
  }
}
