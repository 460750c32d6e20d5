package org.ledplatform.whatsapp.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store over another one that keeps what is committed to itself: later reads see it, the store
 * below does not. For steps that build upon one another and become durable all at once. Not safe
 * for many threads: made for one piece of work.
 */
public final class StagedStore implements DeviceStore {

  private final DeviceStore below;
  private final Map<RecordKey, StoreChange> staged = new LinkedHashMap<>();

  public StagedStore(DeviceStore below) {
    this.below = below;
  }

  @Override
  public Optional<byte[]> read(RecordKey key) {
    StoreChange change = staged.get(key);
    if (change == null) {
      return below.read(key);
    }
    return change instanceof StoreChange.Put(RecordKey _, byte[] value)
        ? Optional.of(value.clone())
        : Optional.empty();
  }

  /** Replaced records stand behind those that were left alone. */
  @Override
  public List<StoredRecord> list(RecordKind kind) {
    List<StoredRecord> records = new ArrayList<>();
    for (StoredRecord record : below.list(kind)) {
      if (!staged.containsKey(new RecordKey(kind, record.name()))) {
        records.add(record);
      }
    }
    for (StoreChange change : staged.values()) {
      if (change instanceof StoreChange.Put(RecordKey key, byte[] value) && key.kind() == kind) {
        records.add(new StoredRecord(key.name(), value.clone()));
      }
    }
    return records;
  }

  @Override
  public void damaged(RecordKey key) {
    below.damaged(key);
  }

  @Override
  public void commit(List<StoreChange> changes) {
    changes.forEach(change -> staged.put(change.key(), change));
  }

  /** What to commit to the store below: the last change of each record. */
  public List<StoreChange> changes() {
    return List.copyOf(staged.values());
  }
}
