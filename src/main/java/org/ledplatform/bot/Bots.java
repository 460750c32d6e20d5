package org.ledplatform.bot;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ledplatform.account.UserId;
import org.ledplatform.listing.Page;
import org.ledplatform.listing.PageRequest;

/**
 * Keeps bots. Every question that comes from a person names the owner; somebody else's bot is no
 * bot at all. Implementations are safe for use by many threads.
 */
public interface Bots {

  /** Adds a bot. */
  void add(Bot bot);

  /** The owner's bot of that id. */
  Optional<Bot> find(UserId owner, BotId id);

  /** The owner's bots, newest first, all states when {@code state} is empty. */
  Page<Bot> list(UserId owner, Optional<BotState> state, PageRequest page);

  /**
   * Changes a bot atomically: reads, applies, writes. The id, the owner and the creation time stay.
   *
   * @return the bot as stored; empty when the owner has no such bot (any more)
   */
  Optional<Bot> change(UserId owner, BotId id, UnaryOperator<Bot> change);

  /** Removes the owner's bot with everything that belongs to it; false when there was none. */
  boolean remove(UserId owner, BotId id);

  /** All bots whose owners want them to run: for the start of the server, never for a request. */
  List<Bot> wanted();
}
