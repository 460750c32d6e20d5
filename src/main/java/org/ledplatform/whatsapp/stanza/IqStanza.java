package org.ledplatform.whatsapp.stanza;

import java.util.function.Consumer;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** {@code <iq>}: answers to our questions, and the network's own questions. */
public final class IqStanza implements StanzaHandler {

  private final PendingQueries queries;
  private final NodeSender out;
  private final Consumer<PairingEvent> pairing;

  public IqStanza(PendingQueries queries, NodeSender out, Consumer<PairingEvent> pairing) {
    this.queries = queries;
    this.out = out;
    this.pairing = pairing;
  }

  @Override
  public void handle(Node iq) {
    switch (iq.attribute("type").orElse("")) {
      case "result", "error" -> queries.answer(iq);
      case "set" -> handleSet(iq);
      case "get" -> handleGet(iq);
      default -> {
        // No client and no server knows another type: nothing to answer.
      }
    }
  }

  private void handleSet(Node iq) {
    if (!iq.has("xmlns", "md")) {
      return;
    }
    iq.child("pair-device").ifPresent(offer -> handleOffer(iq, offer));
    iq.child("pair-success").ifPresent(success -> pairing.accept(readSuccess(iq, success)));
    if (iq.children().stream().anyMatch(child -> child.tag().startsWith("passkey_"))) {
      out.send(result(iq));
      pairing.accept(new PairingEvent.PasskeyWanted());
    }
  }

  /** Answered before anything is shown: the network waits for it (protocol §5.1). */
  private void handleOffer(Node iq, Node offer) {
    out.send(result(iq));
    pairing.accept(
        new PairingEvent.Offered(offer.children("ref").stream().map(Node::text).toList()));
  }

  private static PairingEvent.Answered readSuccess(Node iq, Node success) {
    Node device = success.requireChild("device");
    return new PairingEvent.Answered(
        iq.require("id"),
        success.requireChild("device-identity").bytes(),
        device.requireJid("jid"),
        device.requireJid("lid"),
        success.child("platform").flatMap(p -> p.attribute("name")).orElse(""),
        success.child("biz").flatMap(b -> b.attribute("name")).orElse(""));
  }

  private void handleGet(Node iq) {
    if (iq.has("xmlns", "urn:xmpp:ping")) {
      out.send(result(iq));
    }
  }

  private static Node result(Node iq) {
    return Node.of("iq")
        .with("to", iq.attribute("from").orElse(Jid.NETWORK.toString()))
        .with("type", "result")
        .with("id", iq.require("id"));
  }
}
