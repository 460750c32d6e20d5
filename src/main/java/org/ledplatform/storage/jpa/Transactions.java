package org.ledplatform.storage.jpa;

import jakarta.persistence.EntityManager;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs work in a transaction of its own: what it wrote is durable when the call returns, or gone
 * when it throws. Works on every thread of the platform; a call inside a call is a second,
 * independent transaction.
 */
public interface Transactions {

  /** Runs the work and gives back what it returned. Its own exceptions come out unchanged. */
  <T> T call(Function<EntityManager, T> work);

  /** Runs the work. */
  default void run(Consumer<EntityManager> work) {
    call(
        entities -> {
          work.accept(entities);
          return true;
        });
  }
}
