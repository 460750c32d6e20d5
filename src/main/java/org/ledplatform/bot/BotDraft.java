package org.ledplatform.bot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A changed copy of a bot in the making: says only what differs. For one thread. */
final class BotDraft {

  private static final int MAX_REASON = 500;

  private final Bot from;
  private String name;
  private String prefix;
  private Map<String, String> config;
  private Optional<BotProxy> proxy;
  private boolean wanted;
  private BotState state;
  private String stateReason;
  private Optional<Bot.LinkedAccount> account;
  private Instant updatedAt;
  private Optional<Instant> startedAt;
  private Optional<Instant> lastActivityAt;
  private Optional<String> node;

  private BotDraft(Bot from) {
    this.from = from;
    name = from.name();
    prefix = from.prefix();
    config = from.config();
    proxy = from.proxy();
    wanted = from.wanted();
    state = from.state();
    stateReason = from.stateReason();
    account = from.account();
    updatedAt = from.updatedAt();
    startedAt = from.startedAt();
    lastActivityAt = from.lastActivityAt();
    node = from.node();
  }

  static BotDraft of(Bot bot) {
    return new BotDraft(bot);
  }

  BotDraft patch(BotPatch patch) {
    name = patch.name().orElse(name);
    prefix = patch.prefix().orElse(prefix);
    proxy = patch.config().map(given -> ProxySetting.of(given, from.proxy())).orElse(proxy);
    config = patch.config().orElse(config);
    return this;
  }

  BotDraft wanted(boolean value) {
    wanted = value;
    return this;
  }

  /** A reason may hold words of the network, so it is cut at {@value #MAX_REASON} characters. */
  BotDraft state(BotState next, Optional<String> reason) {
    state = next;
    stateReason =
        reason
            .map(text -> text.substring(0, Math.min(text.length(), MAX_REASON)))
            .orElse(stateReason);
    return this;
  }

  BotDraft account(Optional<Bot.LinkedAccount> value) {
    account = value;
    return this;
  }

  BotDraft startedAt(Instant at, String onNode) {
    startedAt = Optional.of(at);
    node = Optional.of(onNode);
    return this;
  }

  /** It runs nowhere now. */
  BotDraft nowhere() {
    startedAt = Optional.empty();
    node = Optional.empty();
    return this;
  }

  BotDraft activeAt(Instant at) {
    lastActivityAt = Optional.of(at);
    return this;
  }

  /** The bot, its time of change set only when something differs. */
  Bot at(Instant now) {
    Bot same = build();
    if (same.equals(from)) {
      return from;
    }
    updatedAt = now;
    return build();
  }

  private Bot build() {
    return new Bot(
        from.id(),
        from.owner(),
        name,
        from.network(),
        prefix,
        config,
        proxy,
        wanted,
        state,
        stateReason,
        account,
        from.createdAt(),
        updatedAt,
        startedAt,
        lastActivityAt,
        node);
  }
}
