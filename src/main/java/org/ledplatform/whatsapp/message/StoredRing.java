package org.ledplatform.whatsapp.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Keeps a kind of record bounded: the oldest one goes when there are too many. The names lie in the
 * store in a ring of numbered places, so that memory holds only the number of the next one. Safe
 * for use by many threads; there is one ring for a kind.
 */
final class StoredRing {

  private final DeviceStore store;
  private final RecordKind kind;
  private final int capacity;
  private final RecordKey counter;
  private long next = -1;

  StoredRing(DeviceStore store, RecordKind kind, int capacity) {
    this.store = store;
    this.kind = kind;
    this.capacity = capacity;
    this.counter = new RecordKey(RecordKind.RING, kind + ".next");
  }

  /** The changes that write a record, and remove the oldest one when its place is needed. */
  synchronized List<StoreChange> putting(String name, byte[] value) {
    List<StoreChange> changes = new ArrayList<>();
    changes.add(StoreChange.put(kind, name, value));
    if (store.read(new RecordKey(kind, name)).isPresent()) {
      return changes;
    }
    if (next < 0) {
      next = store.read(counter).map(StoredRing::number).orElse(0L);
    }
    RecordKey place = new RecordKey(RecordKind.RING, kind + "." + next % capacity);
    Optional<String> oldest = store.read(place).map(StoredRing::text);
    oldest
        .filter(old -> !old.equals(name))
        .ifPresent(old -> changes.add(StoreChange.remove(kind, old)));
    changes.add(new StoreChange.Put(place, name.getBytes(StandardCharsets.UTF_8)));
    next++;
    changes.add(new StoreChange.Put(counter, Long.toString(next).getBytes(StandardCharsets.UTF_8)));
    return changes;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static long number(byte[] bytes) {
    try {
      return Long.parseLong(text(bytes));
    } catch (NumberFormatException e) {
      throw new UnreadableRecordException("The place in a ring is no number", e);
    }
  }
}
