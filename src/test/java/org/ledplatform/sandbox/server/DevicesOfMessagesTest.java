package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ParticipantHash;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;

/** What the network says about the devices that a message to a person names. */
class DevicesOfMessagesTest {

  private final SandboxFixture sandbox = new SandboxFixture();
  private Phone bob;
  private Companion companion;
  private RawClient client;

  @BeforeEach
  void goOnline() {
    Phone ada = sandbox.phone("Ada");
    bob = sandbox.phone("Bob");
    companion = Companion.pair(sandbox, ada.id());
    client = companion.goOnline();
    companion.takeWelcome(client);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private Node ack(Node stanza) {
    client.send(stanza);
    return client.await(n -> n.tag().equals("ack") && n.has("id", stanza.require("id")));
  }

  private Node message(String id, Jid to) {
    return companion
        .message(client, id, to, Message.newBuilder().setConversation(id).build())
        .adding(Node.of("device-identity", companion.identity()));
  }

  private static Node without(Node stanza, Jid device) {
    List<Node> parts =
        stanza.requireChild("participants").children("to").stream()
            .filter(to -> !to.requireJid("jid").equals(device))
            .toList();
    List<Node> children = new ArrayList<>(List.of(Node.of("participants").holding(parts)));
    stanza.children().stream().filter(n -> !n.tag().equals("participants")).forEach(children::add);
    return stanza.holding(children);
  }

  @Test
  void whoNamesAllDevicesHearsNoHash() {
    assertThat(ack(message("A", Jid.parse(bob.jid()))).attribute("phash")).isEmpty();
    assertThat(ack(message("B", Jid.parse(bob.lid()))).attribute("phash")).isEmpty();
  }

  @Test
  void whoLeavesADeviceOutHearsTheHashOfAllDevicesOfBothSides() {
    Companion desk = Companion.pair(sandbox, bob.id());
    Jid to = Jid.parse(bob.jid());
    Node stanza = without(message("A", to), desk.jid());
    List<Jid> all = new ArrayList<>(Companion.devices(client, to));
    all.addAll(Companion.devices(client, companion.jid().withoutDevice()));
    assertThat(all).contains(desk.jid(), companion.jid());
    assertThat(ack(stanza).require("phash")).isEqualTo(ParticipantHash.of(all));
    assertThat(ack(without(message("B", to), companion.jid().withDevice(0))).attribute("phash"))
        .isPresent();
  }

  @Test
  void whoSendsToSomeDevicesOnPurposeHearsNoHash() {
    Jid to = Jid.parse(bob.jid());
    Node stanza = without(message("A", to), companion.jid().withDevice(0));
    assertThat(ack(stanza.with("device_fanout", "false")).attribute("phash")).isEmpty();
  }

  @Test
  void whatGoesToAnotherDeviceOfTheAccountNamesItsChat() {
    Jid phone = companion.jid().withDevice(0);
    Message text = Message.newBuilder().setConversation("again").build();
    Node again =
        Node.of(
                "message",
                companion.encrypt(client, phone, text).with("count", 1),
                Node.of("device-identity", companion.identity()))
            .with("to", phone)
            .with("type", "text")
            .with("device_fanout", "false");
    assertThat(ack(again.with("id", "A")).require("error")).isEqualTo("479");
    assertThat(ack(again.with("id", "B").with("recipient", bob.jid())).attribute("error"))
        .isEmpty();
  }
}
