package org.ledplatform.storage.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.ledplatform.bot.SessionVault.VaultId;

/** A row of {@code session_records}. The position tells the order of first writing. */
@Entity
@Table(name = "session_records")
@SuppressWarnings("NullAway.Init") // JPA fills the fields after the no-argument constructor
class SessionRecordRow {

  /** One at a time: with blocks per node, positions would not follow time across nodes. */
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "session_record_order")
  @SequenceGenerator(
      name = "session_record_order",
      sequenceName = "session_record_order",
      allocationSize = 1)
  private long position;

  @Column(name = "owner_id")
  private String owner;

  @Column(name = "bot_id")
  private String bot;

  private String kind;

  @Column(name = "blinded_name")
  private String blindedName;

  @Column(name = "sealed_name")
  private byte[] sealedName;

  @Lob
  @Column(name = "sealed_value")
  private byte[] sealedValue;

  /** For JPA. */
  protected SessionRecordRow() {}

  SessionRecordRow(
      VaultId vault, String kind, String blindedName, byte[] sealedName, byte[] sealedValue) {
    this.owner = vault.owner().value();
    this.bot = vault.bot().value();
    this.kind = kind;
    this.blindedName = blindedName;
    this.sealedName = sealedName;
    this.sealedValue = sealedValue;
  }

  byte[] sealedName() {
    return sealedName;
  }

  byte[] sealedValue() {
    return sealedValue;
  }
}
