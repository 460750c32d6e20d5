package org.ledplatform.whatsapp.stanza;

import java.util.function.Consumer;
import org.ledplatform.whatsapp.node.Node;

/** {@code <success>}: the login was accepted. */
public final class SuccessStanza implements StanzaHandler {

  private final Consumer<DeviceEvent> events;

  public SuccessStanza(Consumer<DeviceEvent> events) {
    this.events = events;
  }

  @Override
  public void handle(Node success) {
    events.accept(new DeviceEvent.LoginAccepted(success.jid("lid")));
  }
}
