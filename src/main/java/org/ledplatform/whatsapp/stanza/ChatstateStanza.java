package org.ledplatform.whatsapp.stanza;

import java.util.function.Consumer;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** {@code <chatstate>}: somebody is typing, or no longer (protocol §6.7). */
public final class ChatstateStanza implements StanzaHandler {

  private final Consumer<DeviceEvent> events;

  public ChatstateStanza(Consumer<DeviceEvent> events) {
    this.events = events;
  }

  @Override
  public void handle(Node chatstate) {
    Jid from = chatstate.requireJid("from");
    Jid by = chatstate.jid("participant").orElse(from).withoutDevice();
    Typing.of(chatstate)
        .map(typing -> new PresenceReport.TypingTold(from.withoutDevice(), by, typing))
        .ifPresent(events);
  }
}
