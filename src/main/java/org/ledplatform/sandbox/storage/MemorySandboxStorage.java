package org.ledplatform.sandbox.storage;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.ledplatform.sandbox.storage.Write.Put;
import org.ledplatform.sandbox.storage.Write.Remove;

/** Keeps everything in memory: it is gone with the process. */
public final class MemorySandboxStorage implements SandboxStorage {

  private final Map<Table, NavigableMap<String, byte[]>> tables = new EnumMap<>(Table.class);
  private boolean closed;

  public MemorySandboxStorage() {
    for (Table table : Table.values()) {
      tables.put(table, new TreeMap<>());
    }
  }

  @Override
  public synchronized Optional<byte[]> read(Table table, String name) {
    return Optional.ofNullable(records(table).get(name)).map(byte[]::clone);
  }

  @Override
  public synchronized List<Entry> list(Table table, String prefix) {
    return records(table).tailMap(prefix, true).entrySet().stream()
        .takeWhile(e -> e.getKey().startsWith(prefix))
        .map(e -> new Entry(e.getKey(), e.getValue().clone()))
        .toList();
  }

  @Override
  public synchronized void commit(List<Write> writes) {
    for (Write write : writes) {
      NavigableMap<String, byte[]> records = records(write.table());
      switch (write) {
        case Put(Table _, String name, byte[] value) -> records.put(name, value.clone());
        case Remove(Table _, String name) -> records.remove(name);
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private NavigableMap<String, byte[]> records(Table table) {
    NavigableMap<String, byte[]> records = tables.get(table);
    if (closed || records == null) {
      throw new SandboxStorageException("The storage of the sandbox is closed");
    }
    return records;
  }
}
