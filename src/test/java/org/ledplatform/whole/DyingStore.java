package org.ledplatform.whole;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/**
 * The store as one process sees it, which dies at a commit. What was committed until then outlives
 * it; nobody reads or writes through it afterwards.
 */
final class DyingStore implements DeviceStore {

  /** When the process dies. */
  enum Moment {
    /** What it wanted to write is lost. */
    BEFORE_THE_COMMIT,
    /** What it wrote is durable, but it never got to know. */
    AFTER_THE_COMMIT
  }

  private final DeviceStore store;
  private final AtomicBoolean dead;
  private int left = Integer.MAX_VALUE;
  private Moment moment = Moment.BEFORE_THE_COMMIT;

  /**
   * @param dead becomes true when the process dies
   */
  DyingStore(DeviceStore store, AtomicBoolean dead) {
    this.store = store;
    this.dead = dead;
  }

  /** From now on counted from 1. */
  synchronized void dieAt(int commit, Moment when) {
    left = commit;
    moment = when;
  }

  @Override
  public synchronized void commit(List<StoreChange> changes) {
    requireLife();
    left--;
    if (left == 0) {
      if (moment == Moment.AFTER_THE_COMMIT) {
        store.commit(changes);
      }
      dead.set(true);
      requireLife();
    }
    store.commit(changes);
  }

  @Override
  public synchronized Optional<byte[]> read(RecordKey key) {
    requireLife();
    return store.read(key);
  }

  @Override
  public synchronized List<StoredRecord> list(RecordKind kind) {
    requireLife();
    return store.list(kind);
  }

  private void requireLife() {
    if (dead.get()) {
      throw new IllegalStateException("the process is dead");
    }
  }
}
