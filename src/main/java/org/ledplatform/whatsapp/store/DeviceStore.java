package org.ledplatform.whatsapp.store;

import java.util.List;
import java.util.Optional;

/**
 * Keeps what one linked device must remember. A ratchet step, the used pre-key and the decrypted
 * message belong together, so the only way to write is a batch that happens wholly or not at all.
 *
 * <p>Implementations are safe for use by many threads. Every method may throw {@link
 * org.ledplatform.whatsapp.WhatsAppException}; after it nothing of the batch is visible.
 */
public interface DeviceStore {

  /** The record, or empty when there is none. */
  Optional<byte[]> read(RecordKey key);

  /** All records of a kind, in the order of their first writing. */
  List<StoredRecord> list(RecordKind kind);

  /**
   * Hears of a record that cannot be read. Whoever says so goes on as if there were none, and
   * writes a good one in its place in time.
   */
  default void damaged(RecordKey key) {}

  /** Applies all changes atomically, in order. When it returns, they are durable. */
  void commit(List<StoreChange> changes);
}
