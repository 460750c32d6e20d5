package org.ledplatform.whatsapp.message;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ReceivedMessage.Ref;
import org.ledplatform.whatsapp.proto.StoredInboxMessage;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/**
 * Decrypted messages until somebody has dealt with them, and the names of the last ones, so that a
 * message that is delivered twice has one effect. Safe for use by many threads.
 */
public final class Inbox {

  /** The network delivers again only what was not acknowledged, so this many is generous. */
  private static final int REMEMBERED = 2000;

  private final DeviceStore store;
  private final Deque<String> seen;

  public Inbox(DeviceStore store) {
    this.store = store;
    this.seen =
        new ArrayDeque<>(store.list(RecordKind.SEEN).stream().map(StoredRecord::name).toList());
  }

  /** Whether a message was here before under one of these names. */
  public boolean hasSeen(Collection<Ref> names) {
    return names.stream()
        .anyMatch(ref -> store.read(new RecordKey(RecordKind.SEEN, name(ref))).isPresent());
  }

  /** The changes that store a message and remember its name. */
  public List<StoreChange> arriving(ReceivedMessage message) {
    List<StoreChange> changes = new ArrayList<>(remembering(message.ref()));
    changes.add(StoreChange.put(RecordKind.INBOX, name(message.ref()), encode(message)));
    return changes;
  }

  /** The changes that remember a name without storing the message. */
  public synchronized List<StoreChange> remembering(Ref ref) {
    List<StoreChange> changes = new ArrayList<>();
    changes.add(StoreChange.put(RecordKind.SEEN, name(ref), new byte[] {1}));
    seen.add(name(ref));
    if (seen.size() > REMEMBERED) {
      changes.add(StoreChange.remove(RecordKind.SEEN, seen.remove()));
    }
    return changes;
  }

  /** The change that says the message was dealt with. Its name stays remembered. */
  public static StoreChange settling(Ref ref) {
    return StoreChange.remove(RecordKind.INBOX, name(ref));
  }

  /** The messages that nobody has dealt with, in the order of their arrival. */
  public static List<ReceivedMessage> unsettled(DeviceStore store) {
    return store.list(RecordKind.INBOX).stream().map(r -> decode(r.value())).toList();
  }

  private static String name(Ref ref) {
    return ref.chat() + "|" + ref.sender() + "|" + ref.id();
  }

  private static byte[] encode(ReceivedMessage m) {
    StoredInboxMessage.Builder stored =
        StoredInboxMessage.newBuilder()
            .setId(m.ref().id())
            .setChat(m.chat().toString())
            .setSender(m.sender().toString())
            .setCanonicalChat(m.ref().chat().toString())
            .setCanonicalSender(m.ref().sender().toString())
            .setFromMe(m.fromMe())
            .setPushName(m.pushName())
            .setSentAt(m.sentAt().getEpochSecond())
            .setOffline(m.offline())
            .setContent(m.content());
    m.senderPhone().ifPresent(jid -> stored.setSenderPhone(jid.toString()));
    m.senderLid().ifPresent(jid -> stored.setSenderLid(jid.toString()));
    return stored.build().toByteArray();
  }

  private static ReceivedMessage decode(byte[] record) {
    try {
      StoredInboxMessage m = StoredInboxMessage.parseFrom(record);
      return new ReceivedMessage(
          new Ref(m.getId(), Jid.parse(m.getCanonicalChat()), Jid.parse(m.getCanonicalSender())),
          Jid.parse(m.getChat()),
          Jid.parse(m.getSender()),
          m.hasSenderPhone() ? Optional.of(Jid.parse(m.getSenderPhone())) : Optional.empty(),
          m.hasSenderLid() ? Optional.of(Jid.parse(m.getSenderLid())) : Optional.empty(),
          m.getFromMe(),
          m.getPushName(),
          Instant.ofEpochSecond(m.getSentAt()),
          m.getOffline(),
          m.getContent(),
          MessageText.textOf(m.getContent()));
    } catch (InvalidProtocolBufferException e) {
      throw new UnreadableRecordException("A stored incoming message cannot be read", e);
    }
  }
}
