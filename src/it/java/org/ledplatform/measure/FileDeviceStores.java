package org.ledplatform.measure;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/** The stores of many devices in one file, with a page cache of one megabyte in all. */
final class FileDeviceStores implements AutoCloseable {

  private final MVStore store;
  private final MVMap<String, byte[]> records;
  private long written;

  FileDeviceStores(Path file) {
    store =
        new MVStore.Builder()
            .fileName(file.toString())
            .cacheSize(1)
            .autoCommitBufferSize(256)
            .open();
    store.setRetentionTime(0);
    records = store.openMap("records");
  }

  /** The store of one device. */
  DeviceStore of(String device) {
    return new OneDevice(device);
  }

  /** Puts everything into the file, so that no changed page stays in memory. */
  synchronized void flush() {
    store.commit();
  }

  @Override
  public void close() {
    store.closeImmediately();
  }

  private static StoredRecord record(String name, byte[] stored) {
    ByteBuffer buffer = ByteBuffer.wrap(stored, Long.BYTES, stored.length - Long.BYTES);
    byte[] value = new byte[buffer.remaining()];
    buffer.get(value);
    return new StoredRecord(name, value);
  }

  private final class OneDevice implements DeviceStore {

    private final String device;

    OneDevice(String device) {
      this.device = device;
    }

    private String prefix(RecordKind kind) {
      return device + ' ' + kind + ' ';
    }

    @Override
    public Optional<byte[]> read(RecordKey key) {
      String name = prefix(key.kind()) + key.name();
      return Optional.ofNullable(records.get(name)).map(stored -> record(name, stored).value());
    }

    /** In the order of their first writing, whose number stands before the value. */
    @Override
    public List<StoredRecord> list(RecordKind kind) {
      String prefix = prefix(kind);
      record Numbered(long number, StoredRecord record) {}
      List<Numbered> found = new ArrayList<>();
      Cursor<String, byte[]> cursor = records.cursor(prefix);
      while (cursor.hasNext()) {
        String name = cursor.next();
        if (!name.startsWith(prefix)) {
          break;
        }
        byte[] stored = cursor.getValue();
        found.add(
            new Numbered(
                ByteBuffer.wrap(stored).getLong(),
                record(name.substring(prefix.length()), stored)));
      }
      found.sort(Comparator.comparingLong(Numbered::number));
      return found.stream().map(Numbered::record).toList();
    }

    @Override
    public void commit(List<StoreChange> changes) {
      synchronized (FileDeviceStores.this) {
        changes.forEach(this::apply);
      }
    }

    private void apply(StoreChange change) {
      String name = prefix(change.key().kind()) + change.key().name();
      switch (change) {
        case StoreChange.Put(RecordKey _, byte[] value) -> {
          byte[] before = records.get(name);
          long number = before == null ? written++ : ByteBuffer.wrap(before).getLong();
          records.put(
              name,
              ByteBuffer.allocate(Long.BYTES + value.length).putLong(number).put(value).array());
        }
        case StoreChange.Remove _ -> records.remove(name);
      }
    }
  }
}
