package org.ledplatform.link;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ledplatform.bot.BotId;

/** The links that are open on this node, by bot. Safe for use by many threads. */
public final class LiveLinks {

  private final Map<BotId, WhatsAppBotLink> links = new ConcurrentHashMap<>();

  Optional<WhatsAppBotLink> find(BotId bot) {
    return Optional.ofNullable(links.get(bot));
  }

  void add(BotId bot, WhatsAppBotLink link) {
    links.put(bot, link);
  }

  /** Forgets this link; one that was opened after it stays. */
  void remove(BotId bot, WhatsAppBotLink link) {
    links.remove(bot, link);
  }
}
