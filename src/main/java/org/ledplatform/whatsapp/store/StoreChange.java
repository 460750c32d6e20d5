package org.ledplatform.whatsapp.store;

/** One write of a {@link DeviceStore#commit batch}. */
public sealed interface StoreChange {

  /** The record this change is about. */
  RecordKey key();

  /** Writes a record, replacing what was there. The array is handed over, not copied. */
  record Put(RecordKey key, byte[] value) implements StoreChange {}

  /** Removes a record; no error when it is absent. */
  record Remove(RecordKey key) implements StoreChange {}

  /** A change that writes {@code value}. */
  static StoreChange put(RecordKind kind, String name, byte[] value) {
    return new Put(new RecordKey(kind, name), value);
  }

  /** A change that removes the record. */
  static StoreChange remove(RecordKind kind, String name) {
    return new Remove(new RecordKey(kind, name));
  }
}
