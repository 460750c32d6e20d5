package org.ledplatform.whatsapp.stanza;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.node.Node;

/** {@code <failure>}: the login was refused (protocol §5.5). */
public final class FailureStanza implements StanzaHandler {

  private static final int UNKNOWN = 500;

  private final Consumer<StreamEvent> events;

  public FailureStanza(Consumer<StreamEvent> events) {
    this.events = events;
  }

  @Override
  public void handle(Node failure) {
    events.accept(
        new StreamEvent.LoginRefused(
            failure.number("reason").map(Long::intValue).orElse(UNKNOWN),
            failure
                .number("code")
                .map(code -> OptionalInt.of(code.intValue()))
                .orElse(OptionalInt.empty()),
            failure.number("expire").map(Duration::ofSeconds)));
  }
}
