package org.ledplatform.storage.jpa;

import java.nio.charset.StandardCharsets;
import org.ledplatform.account.Sealer;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotProxy;

/** Seals the proxy of a bot: its address holds a password, and says where somebody has friends. */
record ProxySeal(Sealer sealer) {

  byte[] seal(UserId owner, BotId bot, BotProxy proxy) {
    return sealer.seal(owner, purpose(bot), proxy.address().getBytes(StandardCharsets.UTF_8));
  }

  BotProxy open(UserId owner, BotId bot, byte[] sealed) {
    return new BotProxy(
        new String(sealer.open(owner, purpose(bot), sealed), StandardCharsets.UTF_8));
  }

  private static String purpose(BotId bot) {
    return bot + "|bots.proxy";
  }
}
