package org.ledplatform.storage.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.ledplatform.account.DataKeys.WrappedKey;
import org.ledplatform.account.UserId;

/** A row of {@code data_keys}. */
@Entity
@Table(name = "data_keys")
@SuppressWarnings("NullAway.Init") // JPA fills the fields after the no-argument constructor
class DataKeyRow {

  @Id
  @Column(name = "owner_id")
  private String owner;

  @Column(name = "master_key_id")
  private String masterKeyId;

  @Column(name = "wrapped_key")
  private byte[] wrapped;

  /** For JPA. */
  protected DataKeyRow() {}

  DataKeyRow(UserId owner, WrappedKey key) {
    this.owner = owner.value();
    this.masterKeyId = key.masterKeyId();
    this.wrapped = key.wrapped();
  }

  WrappedKey key() {
    return new WrappedKey(masterKeyId, wrapped);
  }
}
