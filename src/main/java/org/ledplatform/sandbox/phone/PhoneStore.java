package org.ledplatform.sandbox.phone;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.sandbox.storage.Write;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/**
 * The keys and ratchets of one virtual phone, inside the network's storage. A number in front of
 * each value keeps the order of first writing. Safe for use by many threads.
 */
public final class PhoneStore implements DeviceStore {

  private final SandboxStorage storage;
  private final String phoneId;
  private long next;

  public PhoneStore(SandboxStorage storage, String phoneId) {
    this.storage = storage;
    this.phoneId = phoneId;
    this.next =
        storage.list(Table.PHONE_RECORDS, phoneId + "/").stream()
                .mapToLong(entry -> number(entry.value()))
                .max()
                .orElse(0)
            + 1;
  }

  /** Names the phone. */
  String phoneId() {
    return phoneId;
  }

  @Override
  public Optional<byte[]> read(RecordKey key) {
    return storage.read(Table.PHONE_RECORDS, name(key)).map(PhoneStore::value);
  }

  @Override
  public List<StoredRecord> list(RecordKind kind) {
    String prefix = phoneId + "/" + kind.name() + "/";
    return storage.list(Table.PHONE_RECORDS, prefix).stream()
        .sorted(Comparator.comparingLong(entry -> number(entry.value())))
        .map(
            entry ->
                new StoredRecord(entry.name().substring(prefix.length()), value(entry.value())))
        .toList();
  }

  @Override
  public void commit(List<StoreChange> changes) {
    storage.commit(writes(changes));
  }

  /** The changes as writes, for a batch that holds more than them. Commit them at once. */
  synchronized List<Write> writes(List<StoreChange> changes) {
    List<Write> writes = new ArrayList<>();
    for (StoreChange change : changes) {
      String name = name(change.key());
      switch (change) {
        case StoreChange.Put(RecordKey _, byte[] value) -> {
          long number =
              storage.read(Table.PHONE_RECORDS, name).map(PhoneStore::number).orElse(next++);
          writes.add(
              new Write.Put(
                  Table.PHONE_RECORDS,
                  name,
                  ByteBuffer.allocate(Long.BYTES + value.length)
                      .putLong(number)
                      .put(value)
                      .array()));
        }
        case StoreChange.Remove(RecordKey _) ->
            writes.add(new Write.Remove(Table.PHONE_RECORDS, name));
      }
    }
    return writes;
  }

  private String name(RecordKey key) {
    return phoneId + "/" + key.kind().name() + "/" + key.name();
  }

  private static long number(byte[] stored) {
    return ByteBuffer.wrap(stored).getLong();
  }

  private static byte[] value(byte[] stored) {
    byte[] value = new byte[stored.length - Long.BYTES];
    ByteBuffer.wrap(stored, Long.BYTES, value.length).get(value);
    return value;
  }
}
