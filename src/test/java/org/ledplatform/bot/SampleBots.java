package org.ledplatform.bot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.account.UserId;

/** Bots for tests. */
public final class SampleBots {

  public static final UserId ADA = new UserId("ada");
  public static final UserId BOB = new UserId("bob");
  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private SampleBots() {}

  /** A stopped bot on the sandbox. */
  public static Bot bot(UserId owner, String id) {
    return bot(owner, id, NOON);
  }

  public static Bot bot(UserId owner, String id, Instant createdAt) {
    return new Bot(
        new BotId(id),
        owner,
        "Bot " + id,
        Network.SANDBOX,
        "!",
        Map.of("language", "en"),
        Optional.empty(),
        false,
        BotState.STOPPED,
        "",
        Optional.empty(),
        createdAt,
        createdAt,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A bot with every field filled. */
  public static Bot fullBot(UserId owner, String id) {
    return new Bot(
        new BotId(id),
        owner,
        "Ünï çødé 🤖",
        Network.WHATSAPP,
        "🤖!",
        Map.of("language", "pt", "welcome", "linha 1\nlinha 2"),
        Optional.of(new BotProxy("socks5://ada:pässword%20@proxy.example.org:1080")),
        true,
        BotState.ONLINE,
        "because",
        Optional.of(account("4915550001")),
        NOON,
        NOON.plusSeconds(1),
        Optional.of(NOON.plusSeconds(2)),
        Optional.of(NOON.plusSeconds(3)),
        Optional.of("node-1"));
  }

  public static Bot.LinkedAccount account(String phone) {
    return new Bot.LinkedAccount(
        phone, phone + ":1@s.whatsapp.net", Optional.of("9" + phone + ":1@lid"), "Somebody");
  }

  public static Bot running(Bot bot, Instant since) {
    return BotDraft.of(bot)
        .wanted(true)
        .state(BotState.ONLINE, Optional.empty())
        .startedAt(since, "node-1")
        .at(since);
  }

  public static Bot with(Bot bot, BotPatch patch) {
    return BotDraft.of(bot).patch(patch).at(bot.updatedAt());
  }

  public static Bot inState(Bot bot, BotState state, String reason) {
    return BotDraft.of(bot).state(state, Optional.of(reason)).at(bot.updatedAt());
  }
}
