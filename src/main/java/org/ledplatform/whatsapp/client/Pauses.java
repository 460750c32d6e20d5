package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * Keeps questions about one person five minutes apart, so that nobody makes us ask the network
 * without end. Lives on the lane.
 */
final class Pauses {

  private static final Duration PAUSE = Duration.ofMinutes(5);
  private static final int REMEMBERED = 256;

  private final Clock clock;
  private final Map<Jid, Instant> asked =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Jid, Instant> eldest) {
          return size() > REMEMBERED;
        }
      };

  Pauses(Clock clock) {
    this.clock = clock;
  }

  /** Whether one may ask about this person now; if so, the next pause begins. */
  boolean over(Jid person) {
    Instant now = clock.instant();
    if (now.isBefore(asked.getOrDefault(person, Instant.EPOCH).plus(PAUSE))) {
      return false;
    }
    asked.put(person, now);
    return true;
  }
}
