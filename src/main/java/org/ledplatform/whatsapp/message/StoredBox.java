package org.ledplatform.whatsapp.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/**
 * Reads all messages of one kind. A record that cannot be read is set aside, so that it never
 * stands in the way of the others.
 */
final class StoredBox {

  private static final System.Logger LOG = System.getLogger(StoredBox.class.getName());

  private StoredBox() {}

  /** The readable messages, in the order of their arrival. Safe for use by many threads. */
  static <T> List<T> read(DeviceStore store, RecordKind kind, Function<byte[], T> decode) {
    List<T> messages = new ArrayList<>();
    for (StoredRecord stored : store.list(kind)) {
      try {
        messages.add(decode.apply(stored.value()));
      } catch (WhatsAppException _) {
        setAside(store, kind, stored);
      }
    }
    return List.copyOf(messages);
  }

  private static void setAside(DeviceStore store, RecordKind kind, StoredRecord stored) {
    LOG.log(System.Logger.Level.WARNING, "A record of kind {0} cannot be read, set aside", kind);
    store.commit(
        List.of(
            StoreChange.remove(kind, stored.name()),
            StoreChange.put(RecordKind.SET_ASIDE, kind + "|" + stored.name(), stored.value())));
  }
}
