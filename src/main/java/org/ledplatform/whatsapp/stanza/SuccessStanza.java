package org.ledplatform.whatsapp.stanza;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;

/** {@code <success>}: the login was accepted. */
public final class SuccessStanza implements StanzaHandler {

  private final Consumer<DeviceEvent> events;

  public SuccessStanza(Consumer<DeviceEvent> events) {
    this.events = events;
  }

  @Override
  public void handle(Node success) {
    events.accept(new DeviceEvent.LoginAccepted(success.jid("lid"), time(success)));
  }

  /** A login is not lost over a time that makes no sense. */
  private static Optional<Instant> time(Node success) {
    try {
      return success.time("t");
    } catch (UnexpectedNodeException _) {
      return Optional.empty();
    }
  }
}
