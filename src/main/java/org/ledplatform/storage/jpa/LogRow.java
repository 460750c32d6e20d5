package org.ledplatform.storage.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.BotId;
import org.ledplatform.journal.LogEntry;
import org.ledplatform.journal.LogType;

/** A row of {@code bot_logs}. */
@Entity
@Table(name = "bot_logs")
@SuppressWarnings("NullAway.Init") // JPA fills the fields after the no-argument constructor
class LogRow {

  @Id private String id;

  @Column(name = "owner_id")
  private String owner;

  @Column(name = "bot_id")
  private String bot;

  private String type;
  private String message;
  private String metadata;

  @Column(name = "logged_at")
  private OffsetDateTime loggedAt;

  /** For JPA. */
  protected LogRow() {}

  LogRow(LogEntry entry) {
    this.id = entry.id();
    this.owner = entry.owner().value();
    this.bot = entry.bot().value();
    this.type = entry.type().name();
    this.message = entry.message();
    this.metadata = Columns.json(entry.metadata());
    this.loggedAt = Columns.time(entry.timestamp());
  }

  LogEntry entry() {
    return new LogEntry(
        id,
        new UserId(owner),
        new BotId(bot),
        LogType.valueOf(type),
        message,
        Columns.map(metadata),
        loggedAt.toInstant());
  }
}
