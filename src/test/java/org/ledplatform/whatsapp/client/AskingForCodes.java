package org.ledplatform.whatsapp.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.PhoneNumber;

/** A client that asks for pairing codes, and the network that a test plays. */
abstract class AskingForCodes {

  static final PhoneNumber NUMBER = PhoneNumber.parse("+49 170 1234567");
  static final byte[] REF = {1, 2, 3};

  final ClientFixture fixture = new ClientFixture();
  final TestNetwork network = fixture.network;
  Node helloAnswer = linkCode(Node.of("link_code_pairing_ref", REF));
  Optional<Node> finishError = Optional.empty();

  AskingForCodes() {
    network.onLinkCode = this::answer;
  }

  Node answer(Node asked) {
    if (asked.has("stage", "companion_hello")) {
      return helloAnswer;
    }
    return finishError.orElseGet(() -> Node.of("nothing"));
  }

  static Node linkCode(Node... children) {
    return Node.of("link_code_companion_reg", children);
  }

  CompletableFuture<PairingCode> ask() {
    CompletableFuture<PairingCode> told =
        fixture.client.requestPairingCode(NUMBER).toCompletableFuture();
    network.run();
    return told;
  }

  Node stage(String stage) {
    return network.last().receivedIqs("md").stream()
        .flatMap(iq -> iq.child("link_code_companion_reg").stream())
        .filter(reg -> reg.has("stage", stage))
        .toList()
        .getLast();
  }

  void notify(String type, Node child) {
    network
        .last()
        .send(
            Node.of("notification", child)
                .with("from", Jid.NETWORK)
                .with("type", type)
                .with("id", "n1")
                .with("t", 1000));
    network.run();
  }
}
