package org.ledplatform.whatsapp.message;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ledplatform.whatsapp.content.Nesting;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.StoredOutgoing;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Our messages until the network has taken them, and the last ones that it took, in case a device
 * could not read one. Safe for use by many threads.
 */
public final class Outbox {

  private static final int KEPT = 2048;

  private final DeviceStore store;
  private final StoredRing ring;

  public Outbox(DeviceStore store) {
    this.store = store;
    this.ring = new StoredRing(store, RecordKind.SENT, KEPT);
  }

  /** The change that makes a message wait for the network. */
  public static StoreChange putting(OutgoingMessage message) {
    return StoreChange.put(RecordKind.OUTBOX, message.id(), encode(message));
  }

  /**
   * The messages that the network has not taken yet, oldest first; unreadable ones are set aside.
   */
  public List<OutgoingMessage> waiting() {
    return StoredBox.read(store, RecordKind.OUTBOX, Outbox::decode);
  }

  /** A message that is waiting or was sent lately. */
  public Optional<OutgoingMessage> find(String id) {
    return store
        .read(new RecordKey(RecordKind.OUTBOX, id))
        .or(() -> store.read(new RecordKey(RecordKind.SENT, id)))
        .map(Outbox::decode);
  }

  /** A message that is waiting. */
  public Optional<OutgoingMessage> findWaiting(String id) {
    return store.read(new RecordKey(RecordKind.OUTBOX, id)).map(Outbox::decode);
  }

  /**
   * Remembers that the network took the message.
   *
   * @param along what else is to be remembered of it, in the same commit
   * @return false when it was not waiting
   */
  public synchronized boolean accept(
      String id, Function<OutgoingMessage, List<StoreChange>> along) {
    Optional<byte[]> record = store.read(new RecordKey(RecordKind.OUTBOX, id));
    if (record.isEmpty()) {
      return false;
    }
    List<StoreChange> changes = new ArrayList<>();
    changes.add(StoreChange.remove(RecordKind.OUTBOX, id));
    changes.addAll(ring.putting(id, record.get()));
    changes.addAll(along.apply(decode(record.get())));
    store.commit(changes);
    return true;
  }

  /**
   * Forgets a message that is not tried again.
   *
   * @return false when it was not waiting
   */
  public synchronized boolean drop(String id) {
    if (store.read(new RecordKey(RecordKind.OUTBOX, id)).isEmpty()) {
      return false;
    }
    store.commit(List.of(StoreChange.remove(RecordKind.OUTBOX, id)));
    return true;
  }

  private static byte[] encode(OutgoingMessage message) {
    return StoredOutgoing.newBuilder()
        .setId(message.id())
        .setTo(message.to().toString())
        .setContent(message.content())
        .build()
        .toByteArray();
  }

  private static OutgoingMessage decode(byte[] record) {
    try {
      StoredOutgoing stored = Nesting.fromStore(StoredOutgoing.parser(), record);
      return new OutgoingMessage(stored.getId(), Jid.parse(stored.getTo()), stored.getContent());
    } catch (InvalidProtocolBufferException e) {
      throw new UnreadableRecordException("A stored outgoing message cannot be read", e);
    }
  }
}
