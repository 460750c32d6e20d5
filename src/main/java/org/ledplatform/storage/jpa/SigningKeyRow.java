package org.ledplatform.storage.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.ledplatform.account.SigningKeys.SealedKey;

/** A row of {@code signing_keys}. */
@Entity
@Table(name = "signing_keys")
@SuppressWarnings("NullAway.Init") // JPA fills the fields after the no-argument constructor
class SigningKeyRow {

  @Id private String id;

  @Column(name = "sealed_key")
  private byte[] sealed;

  @Column(name = "created_at")
  private OffsetDateTime createdAt;

  /** For JPA. */
  protected SigningKeyRow() {}

  SigningKeyRow(SealedKey key) {
    this.id = key.id();
    this.sealed = key.sealed();
    this.createdAt = Columns.time(key.createdAt());
  }

  SealedKey key() {
    return new SealedKey(id, sealed, createdAt.toInstant());
  }
}
