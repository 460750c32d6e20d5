package org.ledplatform.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.Person;

/**
 * How long each person still waits for each command of each bot. Kept in memory, for at most as
 * many waits as it was given room for; the oldest go first. Safe for use by many threads.
 */
public final class Cooldowns {

  private final Clock clock;
  private final Map<Key, Instant> freeAt;

  /**
   * @param room how many waits are remembered at most
   */
  public Cooldowns(int room, Clock clock) {
    this.clock = clock;
    this.freeAt =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Instant> eldest) {
            return size() > room;
          }
        };
  }

  private record Key(BotId bot, String command, String person) {}

  /** Starts a wait and returns nothing; or, while one is running, returns how much is left. */
  synchronized Optional<Duration> take(
      BotId bot, String command, Person person, Duration cooldown) {
    if (cooldown.isZero()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    var key = new Key(bot, command, person.id());
    Instant free = freeAt.get(key);
    if (free != null && free.isAfter(now)) {
      return Optional.of(Duration.between(now, free));
    }
    // Removed first, so that the order of the map is the order of the waits.
    freeAt.remove(key);
    freeAt.put(key, now.plus(cooldown));
    return Optional.empty();
  }
}
