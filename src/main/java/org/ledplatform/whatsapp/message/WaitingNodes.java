package org.ledplatform.whatsapp.message;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.NodeCodec;
import org.ledplatform.whatsapp.node.TokenDictionary;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/**
 * Stanzas that are acknowledged and not dealt with yet, kept through restarts for a while. How many
 * there are is up to whoever puts them. Safe for use by many threads.
 */
public final class WaitingNodes {

  private static final int MOST_BYTES = 8_192;

  private final DeviceStore store;
  private final RecordKind kind;
  private final Duration kept;
  private final Clock clock;
  private final NodeCodec codec = new NodeCodec(TokenDictionary.V3);

  /** A stanza, and the name under which it is kept. */
  public record Kept(String name, Node node) {}

  /**
   * @param kept how long a stanza is worth anything
   */
  public WaitingNodes(DeviceStore store, RecordKind kind, Duration kept, Clock clock) {
    this.store = store;
    this.kind = kind;
    this.kept = kept;
    this.clock = clock;
  }

  /**
   * Keeps a stanza, in the place of an earlier one with this name; durable when this returns.
   *
   * @return false when it is longer than an honest one, and not kept
   */
  public boolean put(String name, Node stanza) {
    byte[] bytes = codec.encode(stanza);
    if (bytes.length > MOST_BYTES) {
      return false;
    }
    byte[] record =
        ByteBuffer.allocate(Long.BYTES + bytes.length)
            .putLong(clock.instant().getEpochSecond())
            .put(bytes)
            .array();
    store.commit(List.of(StoreChange.put(kind, name, record)));
    return true;
  }

  /** The stanza is dealt with. */
  public void remove(String name) {
    store.commit(List.of(StoreChange.remove(kind, name)));
  }

  /** What is kept, oldest first; what is too old or damaged is forgotten. */
  public List<Kept> all() {
    long oldest = clock.instant().minus(kept).getEpochSecond();
    List<Kept> stanzas = new ArrayList<>();
    for (StoredRecord record : store.list(kind)) {
      try {
        ByteBuffer bytes = ByteBuffer.wrap(record.value());
        if (bytes.remaining() > Long.BYTES && bytes.getLong() >= oldest) {
          byte[] stanza = new byte[bytes.remaining()];
          bytes.get(stanza);
          stanzas.add(new Kept(record.name(), codec.decode(stanza)));
          continue;
        }
      } catch (WhatsAppException _) {
        store.damaged(new RecordKey(kind, record.name()));
      }
      remove(record.name());
    }
    return List.copyOf(stanzas);
  }
}
