package org.ledplatform.whatsapp.message;

import java.util.Arrays;
import java.util.Optional;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;

/**
 * Counts tries through restarts, with a few bytes that belong to the last one. Bounded: the oldest
 * are forgotten. Safe for use by many threads; there is one object for a kind of record.
 */
public final class Attempts {

  private final DeviceStore store;
  private final RecordKind kind;
  private final StoredRing ring;

  /**
   * @param kept how many names are remembered
   */
  public Attempts(DeviceStore store, RecordKind kind, int kept) {
    this.store = store;
    this.kind = kind;
    this.ring = new StoredRing(store, kind, kept);
  }

  /** What was marked at the last try under this name. */
  public Optional<byte[]> lastMark(String name) {
    return record(name).map(r -> Arrays.copyOfRange(r, 1, r.length));
  }

  /** How many tries there were under this name. */
  public int soFar(String name) {
    return record(name).map(r -> (int) r[0]).orElse(0);
  }

  /**
   * Counts one more try; durable when this returns.
   *
   * @return how many there were with this one, at most 127
   */
  public synchronized int next(String name, byte[] mark) {
    int count = Math.min(record(name).map(r -> r[0] + 1).orElse(1), Byte.MAX_VALUE);
    byte[] record = new byte[1 + mark.length];
    record[0] = (byte) count;
    System.arraycopy(mark, 0, record, 1, mark.length);
    store.commit(ring.putting(name, record));
    return count;
  }

  private Optional<byte[]> record(String name) {
    return store.read(new RecordKey(kind, name)).filter(r -> r.length > 0);
  }
}
