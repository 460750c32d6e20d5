package org.ledplatform.storage.jpa;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ledplatform.account.Sealer;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.Bot.LinkedAccount;
import org.ledplatform.bot.BotId;

/** Seals the WhatsApp account of a bot: number, addresses and name are personal. */
record AccountSeal(Sealer sealer) {

  byte[] seal(UserId owner, BotId bot, LinkedAccount account) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("phoneNumber", account.phoneNumber());
    fields.put("jid", account.jid());
    account.lid().ifPresent(lid -> fields.put("lid", lid));
    fields.put("pushName", account.pushName());
    byte[] plain = Columns.json(fields).getBytes(StandardCharsets.UTF_8);
    return sealer.seal(owner, purpose(bot), plain);
  }

  LinkedAccount open(UserId owner, BotId bot, byte[] sealed) {
    byte[] plain = sealer.open(owner, purpose(bot), sealed);
    Map<String, String> fields = Columns.map(new String(plain, StandardCharsets.UTF_8));
    return new LinkedAccount(
        fields.getOrDefault("phoneNumber", ""),
        fields.getOrDefault("jid", ""),
        Optional.ofNullable(fields.get("lid")),
        fields.getOrDefault("pushName", ""));
  }

  private static String purpose(BotId bot) {
    return bot + "|bots.account";
  }
}
