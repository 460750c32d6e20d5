package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** What an answer must say to take a stanza off the queue of a device (protocol §8.6). */
class AnswersTest extends CompanionOnline {

  @Test
  void aMessageWaitsUntilItsOwnSenderIsAnswered() {
    String id = send(bob, SendRequest.text(ada.id(), "hi"));
    Node message = client.await(n -> n.has("id", id));
    leavesWaiting(message, ack -> ack.with("to", sandbox.phone("Cyd").jid()));
    leavesWaiting(message, ack -> ack.with("to", Jid.parse(bob.jid()).withDevice(1)));
    leavesWaiting(message, ack -> ack.with("to", bob.lid()));
    leavesWaiting(message, ack -> ack.with("participant", bob.jid()));
    leavesWaiting(message, ack -> ack.with("recipient", bob.jid()));
    leavesWaiting(message, ack -> ack.with("type", "media"));
    leavesWaiting(message, ack -> ack.with("from", bob.jid()));
    leavesWaiting(message, ack -> ack.with("class", "receipt"));

    settles(message, ack -> without("type", ack).with("from", companion.jid()));
  }

  @Test
  void anOwnMessageFromElsewhereIsAnsweredWithItsChat() {
    String id = send(ada, SendRequest.text(bob.jid(), "from the phone"));
    Node message = client.await(n -> n.has("id", id));
    leavesWaiting(message, ack -> without("recipient", ack));
    settles(message, ack -> ack.with("error", 500));
  }

  @Test
  void aReceiptAndANotificationWaitForTheirType() {
    Companion.pair(sandbox, bob.id());
    Node devices = client.await(n -> n.has("type", "devices"));
    String id = companion.sendText(client, Jid.parse(bob.jid()), "read me");
    Node read = client.await(n -> n.tag().equals("receipt") && n.has("type", "read"));
    assertThat(read.require("id")).isEqualTo(id);
    leavesWaiting(read, ack -> without("type", ack));
    settles(read, UnaryOperator.identity());

    leavesWaiting(devices, ack -> without("type", ack));
    leavesWaiting(devices, ack -> ack.with("to", ada.jid()));
    settles(devices, UnaryOperator.identity());
  }

  @Test
  void equalIdsOfTwoSendersAreToldApart() {
    Phone cyd = sandbox.phone("Cyd");
    Jid first = sends(Companion.pair(sandbox, bob.id()), "SAME");
    Jid second = sends(Companion.pair(sandbox, cyd.id()), "SAME");
    Node younger =
        client.await(
            n ->
                n.has("id", "SAME")
                    && n.tag().equals("message")
                    && n.has("from", second.toString()));
    client.send(ack(younger));
    assertThat(authorsWaiting("SAME")).containsExactly(first);
  }

  @Test
  void aReceiptIsForTheDeviceThatWroteTheMessage() {
    Jid first = sends(Companion.pair(sandbox, bob.id()), "SAME");
    Jid second = sends(Companion.pair(sandbox, bob.id()), "SAME");
    client.await(
        n -> n.has("id", "SAME") && n.tag().equals("message") && n.has("from", second.toString()));
    client.send(Node.of("receipt").with("id", "SAME").with("to", second));
    assertThat(authorsWaiting("SAME")).containsExactly(first);
    client.send(Node.of("receipt").with("id", "SAME").with("to", first.withoutDevice()));
    assertThat(authorsWaiting("SAME")).hasSize(1);
    client.send(Node.of("receipt").with("id", "SAME").with("to", first));
    assertThat(authorsWaiting("SAME")).isEmpty();
  }

  private Jid sends(Companion sender, String id) {
    try (RawClient online = sender.goOnline()) {
      online.send(
          sender
              .message(online, id, Jid.parse(ada.jid()), text("the same id"))
              .adding(Node.of("device-identity", sender.identity())));
      online.await(n -> n.tag().equals("ack") && n.has("id", id));
    }
    return sender.jid();
  }

  private void leavesWaiting(Node stanza, UnaryOperator<Node> change) {
    client.send(change.apply(ack(stanza)));
    assertThat(waits(stanza)).as("%s", change.apply(ack(stanza)).attributes()).isTrue();
  }

  private void settles(Node stanza, UnaryOperator<Node> change) {
    client.send(change.apply(ack(stanza)));
    assertThat(waits(stanza)).isFalse();
  }

  private boolean waits(Node stanza) {
    return waiting().stream().anyMatch(n -> ack(n).equals(ack(stanza)));
  }

  private List<Jid> authorsWaiting(String id) {
    return waiting().stream()
        .filter(n -> n.tag().equals("message") && n.has("id", id))
        .map(n -> n.requireJid("from"))
        .toList();
  }

  /** What comes again when the companion logs in anew. */
  private List<Node> waiting() {
    client.ask("w:p", "get");
    client.close();
    client = companion.logIn();
    List<Node> all = new ArrayList<>();
    do {
      all.add(client.await(_ -> true));
    } while (all.getLast().child("offline").isEmpty());
    return all.stream().filter(n -> n.attribute("offline").isPresent()).toList();
  }

  private static Node without(String attribute, Node ack) {
    Node bare = Node.of(ack.tag());
    for (var each : ack.attributes().entrySet()) {
      bare = each.getKey().equals(attribute) ? bare : bare.with(each.getKey(), each.getValue());
    }
    return bare;
  }

  private static Node ack(Node stanza) {
    return Node.of("ack")
        .with("class", stanza.tag())
        .with("id", stanza.require("id"))
        .with("to", stanza.require("from"))
        .with("participant", stanza.attribute("participant"))
        .with("recipient", stanza.attribute("recipient"))
        .with("type", stanza.attribute("type"));
  }
}
