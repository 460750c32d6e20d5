package org.ledplatform.whatsapp.message;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/**
 * What our own phone told and what takes longer than taking a message in, such as history and
 * mappings of addresses. Kept until it was dealt with, through restarts. Safe for use by many
 * threads.
 */
public final class PeerNotices implements OwnPhone {

  private static final String TRIES = "notice-tries.";

  private final DeviceStore store;

  public PeerNotices(DeviceStore store) {
    this.store = store;
  }

  /**
   * One notice.
   *
   * @param name names it until it is settled
   */
  public record Notice(String name, ProtocolMessage told) {
    /** History is private, so logs see the name alone. */
    @Override
    public String toString() {
      return "Notice[" + name + "]";
    }
  }

  @Override
  public List<StoreChange> accept(Envelope envelope, ProtocolMessage told) {
    return told.hasHistorySyncNotification() || told.hasLidMigrationMappingSyncMessage()
        ? List.of(StoreChange.put(RecordKind.PEER_NOTICE, envelope.id(), told.toByteArray()))
        : List.of();
  }

  /** What is left to do, oldest first. A record that cannot be read is forgotten. */
  public List<Notice> waiting() {
    return store.list(RecordKind.PEER_NOTICE).stream().flatMap(r -> read(r).stream()).toList();
  }

  /** One that waits still; empty when it was dealt with. */
  public Optional<Notice> find(String name) {
    return store
        .read(new RecordKey(RecordKind.PEER_NOTICE, name))
        .flatMap(value -> read(new StoredRecord(name, value)).stream().findFirst());
  }

  /**
   * Counts that dealing with a notice did not work this time.
   *
   * @return how often it did not so far, through restarts; a notice that is gone counts once
   */
  public int failed(String name) {
    RecordKey count = new RecordKey(RecordKind.STATE, TRIES + name);
    int times = 1 + store.read(count).map(bytes -> bytes[0] & 0x7F).orElse(0);
    if (store.read(new RecordKey(RecordKind.PEER_NOTICE, name)).isPresent()) {
      store.commit(List.of(new StoreChange.Put(count, new byte[] {(byte) Math.min(times, 0x7F)})));
    }
    return times;
  }

  /** Forgets a notice: it was dealt with, or never can be. */
  public void settle(String name) {
    store.commit(
        List.of(
            StoreChange.remove(RecordKind.PEER_NOTICE, name),
            StoreChange.remove(RecordKind.STATE, TRIES + name)));
  }

  private List<Notice> read(StoredRecord stored) {
    try {
      return List.of(new Notice(stored.name(), ProtocolMessage.parseFrom(stored.value())));
    } catch (InvalidProtocolBufferException _) {
      settle(stored.name());
      return List.of();
    }
  }
}
