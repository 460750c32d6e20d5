package org.ledplatform.whatsapp.stanza;

import java.util.Set;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.node.Node;

/**
 * Stanzas that need no answer: presence, typing, and tags that nobody here knows. The unknown ones
 * are told, because the network may have learned something new.
 */
public final class IgnoredStanza implements StanzaHandler {

  private static final Set<String> KNOWN = Set.of("presence", "chatstate");

  private final Consumer<DeviceEvent> events;

  public IgnoredStanza(Consumer<DeviceEvent> events) {
    this.events = events;
  }

  @Override
  public void handle(Node stanza) {
    if (!KNOWN.contains(stanza.tag())) {
      events.accept(new DeviceEvent.Noted("Ignored an unknown stanza"));
    }
  }
}
