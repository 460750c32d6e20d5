package org.ledplatform.api.events;

import java.time.Instant;
import java.util.Optional;
import org.ledplatform.bot.BotId;

/**
 * One event of one bot.
 *
 * @param id orders events; see {@link EventBuffer}
 * @param type for instance {@code bot.status}
 * @param json one line of JSON; may hold a QR, so nobody logs it
 * @param goodUntil after this it is not worth telling; empty for always
 */
record ApiEvent(String id, BotId bot, String type, String json, Optional<Instant> goodUntil) {
  @Override
  public String toString() {
    return "ApiEvent[id=" + id + ", type=" + type + "]";
  }
}
