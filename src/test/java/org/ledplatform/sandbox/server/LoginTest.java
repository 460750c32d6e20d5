package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.HistorySyncType;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.ProtocolMessage;

class LoginTest {

  private final SandboxFixture sandbox = new SandboxFixture();
  private Phone phone;
  private Companion companion;

  @BeforeEach
  void pair() {
    phone = sandbox.phone("Ada");
    companion = Companion.pair(sandbox, phone.id());
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void tellsTheCountOfWaitingStanzasAlsoWhenThereAreNone() {
    try (RawClient client = companion.logIn()) {
      List<Node> all = client.awaitAll("ib");
      all.addAll(client.awaitAll("ib"));
      assertThat(all).extracting(Node::tag).containsExactly("success", "ib", "ib");
      assertThat(all.getLast().requireChild("offline").require("count")).isEqualTo("0");
    }
  }

  @Test
  void refusesAnotherNoiseKey() {
    assertRefused(KeyPair.generate(new SecureRandom()), companion.jid().device());
  }

  @Test
  void refusesADeviceThatIsNotLinkedAndThePhoneItself() {
    assertRefused(companion.keys().noise(), 2);
    assertRefused(companion.keys().noise(), 0);
  }

  @Test
  void theSecondLoginOfADeviceReplacesTheFirst() {
    RawClient first = companion.goOnline();
    try (RawClient second = companion.goOnline()) {
      Node error = first.await("stream:error");
      assertThat(error.requireChild("conflict").require("type")).isEqualTo("replaced");
      first.awaitClosed();
      assertThat(second.ask("w:p", "get").has("type", "result")).isTrue();
    }
  }

  @Test
  void sendsWhatWaitedInOrderAndAgainUntilItIsAcknowledged() {
    try (RawClient client = companion.goOnline()) {
      companion.takeWelcome(client);
    }
    Phone contact = sandbox.phone("Bob");
    write(contact, "one");
    write(contact, "two");

    try (RawClient client = companion.logIn()) {
      List<Node> waiting = client.awaitAll("message");
      waiting.addAll(client.awaitAll("message"));
      waiting.addAll(client.awaitAll("ib"));
      List<Node> messages = waiting.stream().filter(n -> n.tag().equals("message")).toList();
      assertThat(messages).hasSize(2).allMatch(n -> n.attribute("offline").isPresent());
      assertThat(companion.decrypt(messages.getFirst()).getConversation()).isEqualTo("one");
      client.send(ack(messages.getFirst()));
      // An answer proves that the acknowledgement was dealt with.
      client.ask("w:p", "get");
    }
    try (RawClient client = companion.logIn()) {
      Node again = client.await("message");
      assertThat(companion.decrypt(again).getConversation()).isEqualTo("two");
      client.send(
          Node.of("receipt").with("id", again.require("id")).with("to", again.require("from")));
      client.ask("w:p", "get");
    }
    try (RawClient client = companion.logIn()) {
      Node preview = client.await("ib").requireChild("offline_preview");
      assertThat(preview.require("message")).isEqualTo("0");
    }
  }

  @Test
  void holdsLiveTrafficBackUntilTheDeviceIsActive() {
    try (RawClient client = companion.goOnline()) {
      companion.takeWelcome(client);
    }
    Phone contact = sandbox.phone("Bob");
    try (RawClient client = companion.logIn()) {
      client.await(n -> n.child("offline").isPresent());
      write(contact, "live");
      client.ask("w:p", "get");
      client.send(
          Node.of("iq", Node.of("active"))
              .with("id", "active")
              .with("to", Jid.NETWORK)
              .with("type", "set")
              .with("xmlns", "passive"));
      Node message = client.await("message");
      assertThat(message.attribute("offline")).isEmpty();
      assertThat(companion.decrypt(message).getConversation()).isEqualTo("live");
    }
  }

  @Test
  void thePhoneWelcomesANewCompanionOnce() {
    try (RawClient client = companion.goOnline()) {
      Node keyShare = client.await("message");
      Node history = client.await("message");
      assertThat(keyShare.has("category", "peer")).isTrue();
      assertThat(keyShare.requireJid("from")).isEqualTo(companion.jid().withoutDevice());
      assertThat(keyShare.attribute("recipient")).isEmpty();
      Message first = companion.decrypt(keyShare);
      Message second = companion.decrypt(history);
      assertThat(first.getProtocolMessage().getType())
          .isEqualTo(ProtocolMessage.Type.APP_STATE_SYNC_KEY_SHARE);
      assertThat(
              first
                  .getProtocolMessage()
                  .getAppStateSyncKeyShare()
                  .getKeys(0)
                  .getKeyData()
                  .getKeyData()
                  .size())
          .isEqualTo(32);
      // It did not say that it reads history inside of the notification.
      assertThat(second.getProtocolMessage().getHistorySyncNotification().getSyncType())
          .isEqualTo(HistorySyncType.NON_BLOCKING_DATA);
      client.send(ack(keyShare));
      client.send(ack(history));
      client.ask("w:p", "get");
    }
    try (RawClient client = companion.goOnline()) {
      write(sandbox.phone("Bob"), "first of all");
      assertThat(companion.decrypt(client.await("message")).getConversation())
          .isEqualTo("first of all");
    }
  }

  @Test
  void logsOutAndForgetsTheDevice() {
    try (RawClient client = companion.goOnline()) {
      Node reply =
          client.ask(
              "md",
              "set",
              Node.of("remove-companion-device")
                  .with("jid", companion.jid())
                  .with("reason", "user_initiated"));
      assertThat(reply.has("type", "result")).isTrue();
      Node error = client.await("stream:error");
      assertThat(error.require("code")).isEqualTo("401");
      assertThat(error.requireChild("conflict").require("type")).isEqualTo("device_removed");
      client.awaitClosed();
    }
    assertRefused(companion.keys().noise(), companion.jid().device());
  }

  @Test
  void mayRemoveNobodyButItself() {
    Companion other = Companion.pair(sandbox, phone.id());
    try (RawClient client = companion.goOnline()) {
      Node reply =
          client.ask("md", "set", Node.of("remove-companion-device").with("jid", other.jid()));
      assertThat(reply.requireChild("error").require("code")).isEqualTo("403");
    }
    try (RawClient client = other.goOnline()) {
      assertThat(client.isOpen()).isTrue();
    }
  }

  @Test
  void removingThePhoneLogsItsCompanionsOut() {
    RawClient client = companion.goOnline();
    sandbox.control().removePhone(SandboxFixture.TENANT, phone.id());
    assertThat(client.await("stream:error").require("code")).isEqualTo("401");
    client.awaitClosed();
    assertRefused(companion.keys().noise(), companion.jid().device());
  }

  private void write(Phone from, String text) {
    sandbox.control().send(SandboxFixture.TENANT, from.id(), SendRequest.text(phone.jid(), text));
  }

  private static Node ack(Node stanza) {
    return Node.of("ack")
        .with("class", stanza.tag())
        .with("id", stanza.require("id"))
        .with("to", stanza.require("from"));
  }

  private void assertRefused(KeyPair noise, int device) {
    RawClient client = sandbox.shakeHands(noise, RawClient.login(companion.jid().user(), device));
    assertThat(client.await("failure").require("reason")).isEqualTo("401");
    client.awaitClosed();
  }
}
