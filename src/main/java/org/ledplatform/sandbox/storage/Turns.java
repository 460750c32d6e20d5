package org.ledplatform.sandbox.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Everything that changes the network happens in a turn, one turn at a time. What a turn writes is
 * committed as one batch at its end, and what it sends leaves only after that: whoever receives an
 * acknowledgement can rely on it after a crash.
 *
 * <p>One lock for the whole network instead of one for each account: a turn does no cryptography
 * beyond checking a signature and never waits for a socket, so it takes well under a millisecond;
 * and a message touches two accounts, which with finer locks would need an order among them.
 */
public final class Turns {

  private final ReentrantLock lock = new ReentrantLock();
  private final SandboxStorage storage;
  private final List<Write> writes = new ArrayList<>();
  private final List<Runnable> whenDurable = new ArrayList<>();
  private final List<Runnable> afterwards = new ArrayList<>();

  public Turns(SandboxStorage storage) {
    this.storage = storage;
  }

  /** Runs a turn. Inside of a turn it is part of that turn. */
  public void run(Runnable turn) {
    call(
        () -> {
          turn.run();
          return true;
        });
  }

  /**
   * Runs a turn that has a result. When the turn throws, what it had written until then is still
   * committed, because the state in memory has changed accordingly.
   */
  public <T> T call(Supplier<T> turn) {
    if (lock.isHeldByCurrentThread()) {
      return turn.get();
    }
    List<Runnable> rest;
    T result;
    lock.lock();
    try {
      try {
        result = turn.get();
      } finally {
        rest = settle();
      }
    } finally {
      lock.unlock();
    }
    rest.forEach(Runnable::run);
    return result;
  }

  /** Closes the storage between two turns; later turns fail when they write. */
  public void close() {
    lock.lock();
    try {
      storage.close();
    } finally {
      lock.unlock();
    }
  }

  /** Adds to the batch of the current turn. */
  public void write(Write write) {
    requireTurn();
    writes.add(write);
  }

  /**
   * When the batch of the current turn is durable: does something quick, still before the next
   * turn, such as appending to a lane.
   */
  public void whenDurable(Runnable action) {
    requireTurn();
    whenDurable.add(action);
  }

  /** After the current turn, outside of the lock: does something that may take its time. */
  public void afterwards(Runnable action) {
    requireTurn();
    afterwards.add(action);
  }

  /**
   * Guards what may only be touched inside of a turn.
   *
   * @throws IllegalStateException when the caller is in none
   */
  public void requireTurn() {
    if (!lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("The state of the network is touched only in a turn");
    }
  }

  private List<Runnable> settle() {
    List<Write> batch = List.copyOf(writes);
    List<Runnable> durable = List.copyOf(whenDurable);
    List<Runnable> rest = List.copyOf(afterwards);
    writes.clear();
    whenDurable.clear();
    afterwards.clear();
    if (!batch.isEmpty()) {
      storage.commit(batch);
    }
    durable.forEach(Runnable::run);
    return rest;
  }
}
