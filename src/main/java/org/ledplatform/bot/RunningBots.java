package org.ledplatform.bot;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The bots that run on this node, as last stored, without asking the store: each message needs its
 * bot's prefix. {@link BotManager} writes here, the conversation reads. Safe for use by many
 * threads.
 */
public final class RunningBots {

  private final Map<BotId, Bot> bots = new ConcurrentHashMap<>();

  /** The bot, while it runs here. */
  public Optional<Bot> find(BotId id) {
    return Optional.ofNullable(bots.get(id));
  }

  void put(Bot bot) {
    bots.put(bot.id(), bot);
  }

  /** Takes over a change of a bot that runs here; a bot that does not run is not added. */
  void refresh(Bot bot) {
    bots.computeIfPresent(bot.id(), (_, _) -> bot);
  }

  void remove(BotId id) {
    bots.remove(id);
  }
}
