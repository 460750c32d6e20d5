package org.ledplatform.storage.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.util.Locale;
import java.util.Optional;
import org.ledplatform.account.Role;
import org.ledplatform.account.User;
import org.ledplatform.account.UserId;
import org.ledplatform.account.Users;

/** Users in the table {@code users}. */
public final class JpaUsers implements Users {

  private final Transactions transactions;

  public JpaUsers(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<User> add(User user, String passwordHash) {
    try {
      return transactions.call(entities -> insert(entities, user, passwordHash));
    } catch (PersistenceException e) {
      if (findByEmail(user.email()).isPresent()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Optional<User> insert(EntityManager entities, User user, String passwordHash) {
    if (byEmail(entities, user.email()).isPresent()) {
      return Optional.empty();
    }
    // The row makes registrations queue up, so that there is exactly one first.
    int founded =
        entities
            .createNativeQuery("update installation set founded = true where founded = false")
            .executeUpdate();
    User stored =
        founded == 1
            ? new User(user.id(), user.email(), user.displayName(), Role.ADMIN, user.createdAt())
            : user;
    entities.persist(new UserRow(stored, passwordHash));
    entities.flush();
    return Optional.of(stored);
  }

  @Override
  public Optional<User> find(UserId id) {
    return transactions
        .call(entities -> Optional.ofNullable(entities.find(UserRow.class, id.value())))
        .map(UserRow::user);
  }

  @Override
  public Optional<UserWithPassword> findByEmail(String email) {
    return transactions.call(entities -> byEmail(entities, email)).map(UserRow::withPassword);
  }

  private static Optional<UserRow> byEmail(EntityManager entities, String email) {
    return entities
        .createQuery("select u from UserRow u where u.email = :email", UserRow.class)
        .setParameter("email", email.toLowerCase(Locale.ROOT))
        .getResultStream()
        .findFirst();
  }
}
