package org.ledplatform.storage.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.ledplatform.account.Role;
import org.ledplatform.account.User;
import org.ledplatform.account.UserId;
import org.ledplatform.account.Users.UserWithPassword;

/** A row of {@code users}. */
@Entity
@Table(name = "users")
@SuppressWarnings("NullAway.Init") // JPA fills the fields after the no-argument constructor
class UserRow {

  @Id private String id;
  private String email;

  @Column(name = "display_name")
  private String displayName;

  private String role;

  @Column(name = "password_hash")
  private String passwordHash;

  @Column(name = "created_at")
  private OffsetDateTime createdAt;

  /** For JPA. */
  protected UserRow() {}

  UserRow(User user, String passwordHash) {
    this.id = user.id().value();
    this.email = user.email();
    this.displayName = user.displayName();
    this.role = user.role().name();
    this.passwordHash = passwordHash;
    this.createdAt = Columns.time(user.createdAt());
  }

  User user() {
    return new User(new UserId(id), email, displayName, Role.valueOf(role), createdAt.toInstant());
  }

  UserWithPassword withPassword() {
    return new UserWithPassword(user(), passwordHash);
  }
}
