package org.ledplatform.whatsapp.message;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/**
 * What our own phone told and what takes longer than taking a message in, such as history and
 * mappings of addresses. Kept until it was dealt with, through restarts. Safe for use by many
 * threads.
 */
public final class PeerNotices implements OwnPhone {

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

  /** Forgets a notice: it was dealt with, or never can be. */
  public void settle(String name) {
    store.commit(List.of(StoreChange.remove(RecordKind.PEER_NOTICE, name)));
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
