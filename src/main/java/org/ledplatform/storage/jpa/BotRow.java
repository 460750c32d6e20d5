package org.ledplatform.storage.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.Bot.LinkedAccount;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotProxy;
import org.ledplatform.bot.BotSettings;
import org.ledplatform.bot.BotState;
import org.ledplatform.bot.Network;

/**
 * A row of {@code bots}. The account is sealed, for it holds a phone number; so is the proxy, for
 * it may hold a password.
 */
@Entity
@Table(name = "bots")
@SuppressWarnings("NullAway.Init") // JPA fills the fields after the no-argument constructor
class BotRow {

  @Id private String id;

  @Column(name = "owner_id")
  private String owner;

  private String name;
  private String network;
  private String prefix;
  private String config;
  private boolean wanted;
  private String state;

  @Column(name = "state_reason")
  private String stateReason;

  @Column(name = "sealed_account")
  private byte @Nullable [] sealedAccount;

  @Column(name = "sealed_proxy")
  private byte @Nullable [] sealedProxy;

  @Column(name = "created_at")
  private OffsetDateTime createdAt;

  @Column(name = "updated_at")
  private OffsetDateTime updatedAt;

  @Column(name = "started_at")
  private @Nullable OffsetDateTime startedAt;

  @Column(name = "last_activity_at")
  private @Nullable OffsetDateTime lastActivityAt;

  private @Nullable String node;

  /** For JPA. */
  protected BotRow() {}

  BotRow(Bot bot, BotSeals seals) {
    this.id = bot.id().value();
    this.owner = bot.owner().value();
    this.createdAt = Columns.time(bot.createdAt());
    write(bot, seals);
  }

  /** Takes over everything but the id, the owner and the creation time. */
  final void write(Bot bot, BotSeals seals) {
    this.name = bot.name();
    this.network = bot.network().name();
    this.prefix = bot.prefix();
    this.config = Columns.json(unsealed(bot));
    this.wanted = bot.wanted();
    this.state = bot.state().name();
    this.stateReason = bot.stateReason();
    this.sealedAccount =
        bot.account()
            .map(account -> seals.account().seal(new UserId(owner), new BotId(id), account))
            .orElse(null);
    this.sealedProxy =
        bot.proxy()
            .map(proxy -> seals.proxy().seal(new UserId(owner), new BotId(id), proxy))
            .orElse(null);
    this.updatedAt = Columns.time(bot.updatedAt());
    this.startedAt = Columns.time(bot.startedAt());
    this.lastActivityAt = Columns.time(bot.lastActivityAt());
    this.node = bot.node().orElse(null);
  }

  private static Map<String, String> unsealed(Bot bot) {
    Map<String, String> settings = new HashMap<>(bot.config());
    settings.remove(BotSettings.PROXY);
    return settings;
  }

  Bot bot(BotSeals seals) {
    UserId ownerId = new UserId(owner);
    BotId botId = new BotId(id);
    Optional<LinkedAccount> account =
        Optional.ofNullable(sealedAccount)
            .map(bytes -> seals.account().open(ownerId, botId, bytes));
    Optional<BotProxy> proxy =
        Optional.ofNullable(sealedProxy).map(bytes -> seals.proxy().open(ownerId, botId, bytes));
    return new Bot(
        botId,
        ownerId,
        name,
        Network.valueOf(network),
        prefix,
        Columns.map(config),
        proxy,
        wanted,
        BotState.valueOf(state),
        stateReason,
        account,
        createdAt.toInstant(),
        updatedAt.toInstant(),
        Columns.instant(startedAt),
        Columns.instant(lastActivityAt),
        Optional.ofNullable(node));
  }
}
