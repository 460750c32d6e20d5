package org.ledplatform.api.bots;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.Bot.LinkedAccount;

/** A bot as the API shows it. What is not known is null. */
public record BotJson(
    String id,
    String name,
    String ownerId,
    String network,
    String status,
    @Nullable String statusReason,
    String prefix,
    @Nullable String phoneNumber,
    @Nullable String jid,
    @Nullable String pushName,
    Map<String, String> config,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant startedAt,
    @Nullable Instant lastActivityAt,
    @Nullable String node) {

  /** This bot, settings in the order of their names. */
  public static BotJson of(Bot bot) {
    return new BotJson(
        bot.id().value(),
        bot.name(),
        bot.owner().value(),
        bot.network().text(),
        bot.state().text(),
        known(bot.stateReason()),
        bot.prefix(),
        bot.account().map(LinkedAccount::phoneNumber).orElse(null),
        bot.account().map(LinkedAccount::jid).orElse(null),
        bot.account().map(account -> known(account.pushName())).orElse(null),
        new TreeMap<>(bot.config()),
        bot.createdAt(),
        bot.updatedAt(),
        bot.startedAt().orElse(null),
        bot.lastActivityAt().orElse(null),
        bot.node().orElse(null));
  }

  private static @Nullable String known(String text) {
    return text.isEmpty() ? null : text;
  }

  @Override
  public String toString() {
    return "BotJson[id=" + id + ", status=" + status + "]";
  }
}
