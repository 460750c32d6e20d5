package org.ledplatform.storage.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.ledplatform.account.UserId;

/** A row of {@code refresh_tokens}. */
@Entity
@Table(name = "refresh_tokens")
@SuppressWarnings("NullAway.Init") // JPA fills the fields after the no-argument constructor
class RefreshTokenRow {

  @Id
  @Column(name = "token_hash")
  private String tokenHash;

  private String family;

  @Column(name = "user_id")
  private String userId;

  private boolean spent;

  @Column(name = "expires_at")
  private OffsetDateTime expiresAt;

  /** For JPA. */
  protected RefreshTokenRow() {}

  RefreshTokenRow(String tokenHash, String family, UserId user, Instant expiresAt) {
    this.tokenHash = tokenHash;
    this.family = family;
    this.userId = user.value();
    this.expiresAt = Columns.time(expiresAt);
  }

  String family() {
    return family;
  }

  UserId user() {
    return new UserId(userId);
  }

  boolean isSpent() {
    return spent;
  }

  void spend() {
    spent = true;
  }

  boolean expired(Instant now) {
    return !expiresAt.toInstant().isAfter(now);
  }
}
