package org.ledplatform.storage.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.function.Function;

/** Transactions of the server. */
@ApplicationScoped
public class JtaTransactions implements Transactions {

  @PersistenceContext(unitName = "led")
  private EntityManager entities;

  @Override
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public <T> T call(Function<EntityManager, T> work) {
    T result = work.apply(entities);
    entities.flush();
    return result;
  }
}
