package org.ledplatform.storage.jpa;

import jakarta.persistence.EntityManager;
import java.util.List;
import org.ledplatform.account.SigningKeys;

/** Sealed signing keys in the table {@code signing_keys}. */
public final class JpaSigningKeys implements SigningKeys {

  private final Transactions transactions;

  public JpaSigningKeys(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<SealedKey> all() {
    return transactions.call(JpaSigningKeys::read);
  }

  @Override
  public SealedKey addIfNone(SealedKey key) {
    return transactions.call(
        entities -> {
          // Nodes that start together queue up at this row, so that only one of them adds a key.
          entities.createNativeQuery("update installation set founded = founded").executeUpdate();
          List<SealedKey> standing = read(entities);
          if (!standing.isEmpty()) {
            return standing.getFirst();
          }
          entities.persist(new SigningKeyRow(key));
          return key;
        });
  }

  private static List<SealedKey> read(EntityManager entities) {
    return entities
        .createQuery(
            "select k from SigningKeyRow k order by k.createdAt, k.id", SigningKeyRow.class)
        .getResultStream()
        .map(SigningKeyRow::key)
        .toList();
  }
}
