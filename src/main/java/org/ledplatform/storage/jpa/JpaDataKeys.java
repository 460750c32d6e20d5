package org.ledplatform.storage.jpa;

import jakarta.persistence.PersistenceException;
import java.util.Optional;
import org.ledplatform.account.DataKeys;
import org.ledplatform.account.UserId;

/** Wrapped data keys in the table {@code data_keys}. */
public final class JpaDataKeys implements DataKeys {

  private final Transactions transactions;

  public JpaDataKeys(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<WrappedKey> find(UserId owner) {
    return transactions
        .call(entities -> Optional.ofNullable(entities.find(DataKeyRow.class, owner.value())))
        .map(DataKeyRow::key);
  }

  @Override
  public WrappedKey addIfAbsent(UserId owner, WrappedKey key) {
    Optional<WrappedKey> standing = find(owner);
    if (standing.isPresent()) {
      return standing.get();
    }
    try {
      transactions.run(entities -> entities.persist(new DataKeyRow(owner, key)));
      return key;
    } catch (PersistenceException e) {
      // Somebody else was first; then theirs stands.
      return find(owner).orElseThrow(() -> e);
    }
  }
}
