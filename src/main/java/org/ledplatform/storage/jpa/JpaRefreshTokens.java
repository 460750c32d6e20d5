package org.ledplatform.storage.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import org.ledplatform.account.RefreshTokens;
import org.ledplatform.account.UserId;

/** Refresh tokens in the table of that name. A family ends by the removal of its rows. */
public final class JpaRefreshTokens implements RefreshTokens {

  private final Transactions transactions;

  public JpaRefreshTokens(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void start(UserId user, String family, String tokenHash, Instant expiresAt) {
    transactions.run(
        entities -> entities.persist(new RefreshTokenRow(tokenHash, family, user, expiresAt)));
  }

  @Override
  public Exchange exchange(String tokenHash, String nextHash, Instant nextExpiresAt, Instant now) {
    return transactions.call(
        entities -> {
          RefreshTokenRow token = locked(entities, tokenHash).orElse(null);
          if (token == null || token.expired(now)) {
            return new Exchange.Unknown();
          }
          if (token.isSpent()) {
            endFamily(entities, token.family());
            return new Exchange.Reused(token.user());
          }
          token.spend();
          entities.persist(
              new RefreshTokenRow(nextHash, token.family(), token.user(), nextExpiresAt));
          return new Exchange.Exchanged(token.user());
        });
  }

  @Override
  public void end(String tokenHash) {
    transactions.run(
        entities ->
            locked(entities, tokenHash).ifPresent(token -> endFamily(entities, token.family())));
  }

  @Override
  public int removeExpired(Instant now) {
    return transactions.call(
        entities ->
            entities
                .createQuery("delete from RefreshTokenRow t where t.expiresAt <= :now")
                .setParameter("now", Columns.time(now))
                .executeUpdate());
  }

  private static Optional<RefreshTokenRow> locked(EntityManager entities, String tokenHash) {
    return entities
        .createQuery(
            "select t from RefreshTokenRow t where t.tokenHash = :hash", RefreshTokenRow.class)
        .setParameter("hash", tokenHash)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }

  private static void endFamily(EntityManager entities, String family) {
    entities
        .createQuery("delete from RefreshTokenRow t where t.family = :family")
        .setParameter("family", family)
        .executeUpdate();
  }
}
