package org.ledplatform.storage.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.Bot.LinkedAccount;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotState;
import org.ledplatform.bot.Network;

/** A row of {@code bots}. The account is sealed, for it holds a phone number. */
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

  BotRow(Bot bot, AccountSeal seal) {
    this.id = bot.id().value();
    this.owner = bot.owner().value();
    this.createdAt = Columns.time(bot.createdAt());
    write(bot, seal);
  }

  /** Takes over everything but the id, the owner and the creation time. */
  final void write(Bot bot, AccountSeal seal) {
    this.name = bot.name();
    this.network = bot.network().name();
    this.prefix = bot.prefix();
    this.config = Columns.json(bot.config());
    this.wanted = bot.wanted();
    this.state = bot.state().name();
    this.stateReason = bot.stateReason();
    this.sealedAccount =
        bot.account()
            .map(account -> seal.seal(new UserId(owner), new BotId(id), account))
            .orElse(null);
    this.updatedAt = Columns.time(bot.updatedAt());
    this.startedAt = Columns.time(bot.startedAt());
    this.lastActivityAt = Columns.time(bot.lastActivityAt());
    this.node = bot.node().orElse(null);
  }

  Bot bot(AccountSeal seal) {
    UserId ownerId = new UserId(owner);
    BotId botId = new BotId(id);
    Optional<LinkedAccount> account =
        Optional.ofNullable(sealedAccount).map(bytes -> seal.open(ownerId, botId, bytes));
    return new Bot(
        botId,
        ownerId,
        name,
        Network.valueOf(network),
        prefix,
        Columns.map(config),
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
