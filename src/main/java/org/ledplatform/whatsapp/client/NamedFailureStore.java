package org.ledplatform.whatsapp.client;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ledplatform.whatsapp.message.Counted;
import org.ledplatform.whatsapp.message.Tally;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/**
 * The application's store, with one name for whatever goes wrong in it: a stanza must not be
 * acknowledged then, while a stanza that makes no sense must be. Damaged records are counted.
 */
final class NamedFailureStore implements DeviceStore {

  private static final System.Logger LOG = System.getLogger(NamedFailureStore.class.getName());

  private final DeviceStore inner;
  private final Tally tally;

  NamedFailureStore(DeviceStore inner, Tally tally) {
    this.inner = inner;
    this.tally = tally;
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
  public void damaged(RecordKey key) {
    LOG.log(
        System.Logger.Level.WARNING,
        "A record of kind {0} is damaged, as if there were none",
        key.kind());
    tally.count(Counted.RECORD_DAMAGED);
    inner.damaged(key);
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
