package org.ledplatform.whatsapp.client;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/**
 * The application's store, with one name for whatever goes wrong in it: a stanza must not be
 * acknowledged then, while a stanza that makes no sense must be.
 */
final class NamedFailureStore implements DeviceStore {

  private final DeviceStore inner;

  NamedFailureStore(DeviceStore inner) {
    this.inner = inner;
  }

  @Override
  public Optional<byte[]> read(RecordKey key) {
    return naming(() -> inner.read(key));
  }

  @Override
  public List<StoredRecord> list(RecordKind kind) {
    return naming(() -> inner.list(kind));
  }

  @Override
  public void commit(List<StoreChange> changes) {
    if (!changes.isEmpty()) {
      naming(
          () -> {
            inner.commit(changes);
            return changes;
          });
    }
  }

  private static <T> T naming(Supplier<T> operation) {
    try {
      return operation.get();
    } catch (RuntimeException e) {
      throw new StoreFailedException(e);
    }
  }
}
