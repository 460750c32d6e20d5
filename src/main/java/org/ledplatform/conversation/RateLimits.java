package org.ledplatform.conversation;

import java.time.Duration;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.Person;

/** How often one sender may call commands of one bot. */
public interface RateLimits {

  /** Counts one call. */
  Verdict take(BotId bot, Person sender);

  /** What the limit says to a call. */
  sealed interface Verdict {
    /** Go on. */
    record Allowed() implements Verdict {}

    /** The first call over the limit: say so once. */
    record Warn(Duration retryAfter) implements Verdict {}

    /** A further call over the limit: say nothing. */
    record Silent() implements Verdict {}
  }
}
