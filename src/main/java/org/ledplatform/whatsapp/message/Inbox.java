package org.ledplatform.whatsapp.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ReceivedMessage.Ref;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Decrypted messages until somebody has dealt with them, and the names of the last ones, so that a
 * message that is delivered twice has one effect. Safe for use by many threads.
 */
public final class Inbox {

  /** The network delivers again only what was not acknowledged, so this many is generous. */
  private static final int REMEMBERED = 2000;

  /** Authors of one id in one chat: more than a few are somebody's game. */
  private static final int MOST_AUTHORS = 8;

  private final DeviceStore store;
  private final StoredRing ring;

  public Inbox(DeviceStore store) {
    this.store = store;
    this.ring = new StoredRing(store, RecordKind.SEEN, REMEMBERED);
  }

  /** Whether a message was here before under one of these names. */
  public boolean hasSeen(Collection<Ref> names) {
    return names.stream().anyMatch(ref -> authors(ref).contains(ref.sender().toString()));
  }

  /**
   * Who is known to have written messages with this id.
   *
   * @param chats the addresses of one chat
   */
  List<Jid> authorsOf(Collection<Jid> chats, String id) {
    return chats.stream()
        .flatMap(chat -> authors(new Ref(id, chat, chat)).stream())
        .map(Jid::parse)
        .toList();
  }

  private List<String> authors(Ref ref) {
    return store
        .read(new RecordKey(RecordKind.SEEN, place(ref)))
        .map(InboxRecords::authors)
        .orElse(List.of());
  }

  /** The changes that store a message and remember its name. */
  public List<StoreChange> arriving(ReceivedMessage message) {
    List<StoreChange> changes = new ArrayList<>(remembering(message.ref()));
    changes.add(
        StoreChange.put(RecordKind.INBOX, name(message.ref()), InboxRecords.encode(message)));
    return changes;
  }

  /** The changes that remember a name without storing the message. */
  public List<StoreChange> remembering(Ref ref) {
    List<String> authors = new ArrayList<>(authors(ref));
    if (!authors.contains(ref.sender().toString())) {
      authors.add(ref.sender().toString());
    }
    List<String> kept = authors.subList(0, Math.min(authors.size(), MOST_AUTHORS));
    return ring.putting(place(ref), InboxRecords.encode(kept));
  }

  /** The change that says the message was dealt with. Its name stays remembered. */
  public static StoreChange settling(Ref ref) {
    return StoreChange.remove(RecordKind.INBOX, name(ref));
  }

  /**
   * The messages that nobody has dealt with, in the order of their arrival; unreadable ones are set
   * aside.
   */
  public static List<ReceivedMessage> unsettled(DeviceStore store) {
    return StoredBox.read(store, RecordKind.INBOX, InboxRecords::decode);
  }

  /** A message that nobody has dealt with; empty when somebody has, or it cannot be read. */
  public static Optional<ReceivedMessage> find(DeviceStore store, Ref ref) {
    try {
      return store.read(new RecordKey(RecordKind.INBOX, name(ref))).map(InboxRecords::decode);
    } catch (UnreadableRecordException _) {
      return Optional.empty();
    }
  }

  private static String name(Ref ref) {
    return ref.chat() + "|" + ref.sender() + "|" + ref.id();
  }

  private static String place(Ref ref) {
    return ref.chat() + "|" + ref.id();
  }
}
