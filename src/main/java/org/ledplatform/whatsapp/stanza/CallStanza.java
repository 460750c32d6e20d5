package org.ledplatform.whatsapp.stanza;

import org.ledplatform.whatsapp.node.Node;

/** {@code <call>}: acknowledged, so that it is not offered again; a bot takes no calls. */
public final class CallStanza implements StanzaHandler {

  private final NodeSender out;

  public CallStanza(NodeSender out) {
    this.out = out;
  }

  @Override
  public void handle(Node call) {
    out.send(Acks.of(call));
  }
}
