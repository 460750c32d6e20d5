package org.ledplatform.whatsapp.stanza;

import java.util.OptionalInt;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.node.Node;

/**
 * {@code <stream:error>} and {@code <xmlstreamend>}: the network ends the connection (protocol
 * §5.5).
 */
public final class StreamErrorStanza implements StanzaHandler {

  private final Consumer<StreamEvent> events;

  public StreamErrorStanza(Consumer<StreamEvent> events) {
    this.events = events;
  }

  @Override
  public void handle(Node error) {
    OptionalInt code =
        error
            .number("code")
            .map(number -> OptionalInt.of(number.intValue()))
            .orElse(OptionalInt.empty());
    events.accept(
        new StreamEvent.StreamEnded(
            code, error.child("conflict").map(c -> c.attribute("type").orElse("unknown"))));
  }
}
