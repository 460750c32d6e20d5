package org.ledplatform.storage.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ledplatform.account.Sealer;
import org.ledplatform.bot.SessionVault;

/**
 * Vaults in the tables {@code session_records} and {@code session_fences}. Values are sealed before
 * a transaction begins and opened after it has ended, so that it is short.
 */
public final class JpaSessionVault implements SessionVault {

  private static final String ONE_RECORD =
      " where r.owner = :owner and r.bot = :bot and r.kind = :kind and r.blindedName = :name";
  private static final String ONE_FENCE = " where owner_id = ?1 and bot_id = ?2";

  private final Transactions transactions;
  private final RecordSeal seal;

  public JpaSessionVault(Transactions transactions, Sealer sealer) {
    this.transactions = transactions;
    this.seal = new RecordSeal(sealer);
  }

  @Override
  public Optional<byte[]> read(VaultId vault, String kind, String name) {
    String blinded = seal.blind(vault, kind, name);
    return transactions
        .call(
            entities ->
                of(
                        vault,
                        entities.createQuery(
                            "select r from SessionRecordRow r" + ONE_RECORD,
                            SessionRecordRow.class))
                    .setParameter("kind", kind)
                    .setParameter("name", blinded)
                    .getResultStream()
                    .findFirst())
        .map(row -> seal.openValue(vault, kind, name, row.sealedValue()));
  }

  @Override
  public List<Entry> list(VaultId vault, String kind) {
    List<SessionRecordRow> rows =
        transactions.call(
            entities ->
                of(
                        vault,
                        entities.createQuery(
                            """
                            select r from SessionRecordRow r
                            where r.owner = :owner and r.bot = :bot and r.kind = :kind
                            order by r.position\
                            """,
                            SessionRecordRow.class))
                    .setParameter("kind", kind)
                    .getResultList());
    return rows.stream().map(row -> seal.open(vault, kind, row)).toList();
  }

  @Override
  public void commit(VaultId vault, long fence, List<Change> changes) {
    List<SealedChange> sealed = changes.stream().map(change -> sealed(vault, change)).toList();
    transactions.run(
        entities -> {
          holdFence(entities, vault, fence);
          sealed.forEach(change -> apply(entities, vault, change));
        });
  }

  @Override
  public long nextFence(VaultId vault) {
    try {
      return transactions.call(entities -> takeFence(entities, vault));
    } catch (PersistenceException _) {
      // Two first placements at the same time: the row is there now.
      return transactions.call(entities -> takeFence(entities, vault));
    }
  }

  @Override
  public void erase(VaultId vault) {
    transactions.run(
        entities ->
            of(
                    vault,
                    entities.createQuery(
                        "delete from SessionRecordRow r where r.owner = :owner and r.bot = :bot"))
                .executeUpdate());
  }

  /** Checks the fence and keeps it from moving until this transaction ends, in one statement. */
  private static void holdFence(EntityManager entities, VaultId vault, long fence) {
    int held =
        fenceQuery(
                entities,
                "update session_fences set fence = fence" + ONE_FENCE + " and fence = ?3",
                vault)
            .setParameter(3, fence)
            .executeUpdate();
    if (held == 0) {
      throw new StaleFenceException(vault.bot());
    }
  }

  private static long takeFence(EntityManager entities, VaultId vault) {
    int moved =
        fenceQuery(entities, "update session_fences set fence = fence + 1" + ONE_FENCE, vault)
            .executeUpdate();
    if (moved == 0) {
      fenceQuery(
              entities,
              "insert into session_fences (owner_id, bot_id, fence) values (?1, ?2, 1)",
              vault)
          .executeUpdate();
    }
    Number fence =
        (Number)
            fenceQuery(entities, "select fence from session_fences" + ONE_FENCE, vault)
                .getSingleResult();
    return fence.longValue();
  }

  /** Each change is a statement that runs at once, so that their order is that of the batch. */
  private static void apply(EntityManager entities, VaultId vault, SealedChange change) {
    byte[] value = change.sealedValue();
    if (value == null) {
      one(entities, "delete from SessionRecordRow r" + ONE_RECORD, vault, change).executeUpdate();
      return;
    }
    int replaced =
        one(
                entities,
                "update SessionRecordRow r set r.sealedValue = :value" + ONE_RECORD,
                vault,
                change)
            .setParameter("value", value)
            .executeUpdate();
    if (replaced == 0) {
      entities.persist(
          new SessionRecordRow(
              vault, change.kind(), change.blindedName(), change.sealedName(), value));
    }
  }

  private SealedChange sealed(VaultId vault, Change change) {
    return new SealedChange(
        change.kind(),
        seal.blind(vault, change.kind(), change.name()),
        seal.sealName(vault, change.kind(), change.name()),
        change
            .value()
            .map(value -> seal.sealValue(vault, change.kind(), change.name(), value))
            .orElse(null));
  }

  private static Query one(
      EntityManager entities, String query, VaultId vault, SealedChange change) {
    return of(vault, entities.createQuery(query))
        .setParameter("kind", change.kind())
        .setParameter("name", change.blindedName());
  }

  private static <Q extends Query> Q of(VaultId vault, Q query) {
    query.setParameter("owner", vault.owner().value());
    query.setParameter("bot", vault.bot().value());
    return query;
  }

  private static Query fenceQuery(EntityManager entities, String sql, VaultId vault) {
    return entities
        .createNativeQuery(sql)
        .setParameter(1, vault.owner().value())
        .setParameter(2, vault.bot().value());
  }

  /** A change that the database may see; without a value it removes. */
  private record SealedChange(
      String kind, String blindedName, byte[] sealedName, byte @Nullable [] sealedValue) {}
}
