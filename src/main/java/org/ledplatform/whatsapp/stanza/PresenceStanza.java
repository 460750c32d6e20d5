package org.ledplatform.whatsapp.stanza;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** {@code <presence>}: somebody whom we asked about is there or not (protocol §6.7). */
public final class PresenceStanza implements StanzaHandler {

  private static final long LAST_SECOND = 253_402_300_799L;

  private final Consumer<DeviceEvent> events;

  public PresenceStanza(Consumer<DeviceEvent> events) {
    this.events = events;
  }

  @Override
  public void handle(Node presence) {
    Jid person = presence.requireJid("from").withoutDevice();
    events.accept(
        new PresenceReport.PresenceTold(
            person, !presence.has("type", "unavailable"), lastSeen(presence)));
  }

  /** People may hide it: then it is a word instead of a number. */
  private static Optional<Instant> lastSeen(Node presence) {
    return presence
        .attribute("last")
        .filter(text -> text.matches("[0-9]{1,12}"))
        .map(Long::parseLong)
        .filter(seconds -> seconds <= LAST_SECOND)
        .map(Instant::ofEpochSecond);
  }

  /** Asks to be told about somebody. */
  public static Node subscribe(Jid person) {
    return Node.of("presence").with("type", "subscribe").with("to", person.withoutDevice());
  }
}
