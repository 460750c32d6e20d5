package org.ledplatform.whatsapp.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a device in memory, for tests and for devices that may be forgotten. Values are copied on
 * their way in and out. Safe for use by many threads: one lock around every method.
 */
public final class MemoryDeviceStore implements DeviceStore {

  private final Map<RecordKey, byte[]> records = new LinkedHashMap<>();

  @Override
  public synchronized Optional<byte[]> read(RecordKey key) {
    return Optional.ofNullable(records.get(key)).map(byte[]::clone);
  }

  @Override
  public synchronized List<StoredRecord> list(RecordKind kind) {
    return records.entrySet().stream()
        .filter(e -> e.getKey().kind() == kind)
        .map(e -> new StoredRecord(e.getKey().name(), e.getValue().clone()))
        .toList();
  }

  @Override
  public synchronized void commit(List<StoreChange> changes) {
    for (StoreChange change : changes) {
      switch (change) {
        case StoreChange.Put(RecordKey key, byte[] value) -> records.put(key, value.clone());
        case StoreChange.Remove(RecordKey key) -> records.remove(key);
      }
    }
  }
}
