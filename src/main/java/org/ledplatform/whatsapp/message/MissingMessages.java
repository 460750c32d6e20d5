package org.ledplatform.whatsapp.message;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.StoredMissingMessage;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Messages that did not get here and that our own phone may have (protocol §8.5, §8.7). They are
 * noted before the network hears that it need not keep them, and stay until they arrived some other
 * way or our phone was asked in vain: three times over two days. None is older than 14 days, and
 * the last 512 are kept. Safe for use by many threads.
 */
public final class MissingMessages {

  private static final Duration OLDEST = Duration.ofDays(14);

  /** How many are noted; the oldest go first. */
  public static final int MOST = 512;

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration AFTER_UNAVAILABLE = Duration.ofSeconds(2);

  /** Our phone hears a question when it is there again, so a second one is for a lost first one. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(1));

  /** Fan-outs of what companions do not show (protocol §8.5). */
  private static final Set<String> PHONES_ONLY =
      Set.of(
          "view_once",
          "view_once_unavailable_fanout",
          "bot_unavailable_fanout",
          "hosted_unavailable_fanout");

  private final DeviceStore store;
  private final Contacts contacts;
  private final Inbox inbox;
  private final Clock clock;
  private final StoredRing ring;

  public MissingMessages(DeviceStore store, Contacts contacts, Inbox inbox, Clock clock) {
    this.store = store;
    this.contacts = contacts;
    this.inbox = inbox;
    this.clock = clock;
    this.ring = new StoredRing(store, RecordKind.MISSING_MESSAGE, MOST);
  }

  /** The changes that note a message which cannot be decrypted: it may yet come by itself. */
  List<StoreChange> unreadable(Envelope envelope) {
    return envelope.peer() ? List.of() : noting(envelope, AFTER_FAILURE);
  }

  /** The changes that note a message which was not encrypted for us, if it was one of a kind. */
  List<StoreChange> unavailable(Node stanza, Envelope envelope) {
    return stanza
        .child("unavailable")
        .filter(told -> !PHONES_ONLY.contains(told.attribute("type").orElse("")))
        .map(_ -> noting(envelope, AFTER_UNAVAILABLE))
        .orElse(List.of());
  }

  private List<StoreChange> noting(Envelope envelope, Duration after) {
    Instant now = clock.instant();
    boolean old = !envelope.sentAt().isAfter(now.minus(OLDEST));
    if (old || find(envelope).isPresent()) {
      return List.of();
    }
    MissingMessage message =
        new MissingMessage(
            name(envelope),
            key(envelope),
            envelope.chat(),
            envelope.sender().withoutDevice(),
            envelope.sentAt(),
            now.plus(after),
            0);
    return ring.putting(message.name(), encode(message));
  }

  private String name(Envelope envelope) {
    return contacts.canonical(envelope.chat())
        + "|"
        + contacts.canonical(envelope.sender().withoutDevice())
        + "|"
        + envelope.id();
  }

  private static MessageKey key(Envelope envelope) {
    MessageKey.Builder key =
        MessageKey.newBuilder()
            .setRemoteJid(envelope.chat().toString())
            .setFromMe(envelope.fromMe())
            .setId(envelope.id());
    if (!envelope.chat().sameUser(envelope.sender()) && !envelope.fromMe()) {
      key.setParticipant(envelope.sender().withoutDevice().toString());
    }
    return key.build();
  }

  /** What is noted of this message; a damaged record counts as none, so that it is noted anew. */
  public Optional<MissingMessage> find(Envelope envelope) {
    RecordKey key = new RecordKey(RecordKind.MISSING_MESSAGE, name(envelope));
    try {
      return store.read(key).map(MissingMessages::decode);
    } catch (UnreadableRecordException _) {
      store.damaged(key);
      return Optional.empty();
    }
  }

  /** All that are noted, oldest first; unreadable records are set aside. */
  public List<MissingMessage> waiting() {
    return StoredBox.read(store, RecordKind.MISSING_MESSAGE, MissingMessages::decode);
  }

  /** Whether it arrived meanwhile, whichever way. */
  public boolean arrived(MissingMessage message) {
    return contacts.namesOf(message.chat()).stream()
        .flatMap(
            chat ->
                contacts.namesOf(message.sender()).stream()
                    .map(by -> new ReceivedMessage.Ref(message.key().getId(), chat, by)))
        .anyMatch(ref -> inbox.hasSeen(List.of(ref)));
  }

  /** Whether there is nothing left to try: it was asked for often enough, or is too old. */
  public boolean hopeless(MissingMessage message) {
    return message.asked() >= PAUSES.size()
        || !message.sentAt().isAfter(clock.instant().minus(OLDEST));
  }

  /**
   * Counts one more question; durable when this returns, so that no crash makes it ask for ever.
   */
  public MissingMessage asking(MissingMessage message) {
    MissingMessage asked = message.askedUntil(clock.instant().plus(PAUSES.get(message.asked())));
    store.commit(ring.putting(asked.name(), encode(asked)));
    return asked;
  }

  /** Forgets it: it arrived, or nothing is left to try. */
  public void forget(MissingMessage message) {
    store.commit(List.of(StoreChange.remove(RecordKind.MISSING_MESSAGE, message.name())));
  }

  private static byte[] encode(MissingMessage message) {
    return StoredMissingMessage.newBuilder()
        .setName(message.name())
        .setKey(message.key())
        .setChat(message.chat().toString())
        .setSender(message.sender().toString())
        .setSentAt(message.sentAt().getEpochSecond())
        .setDue(message.due().getEpochSecond())
        .setAsked(message.asked())
        .build()
        .toByteArray();
  }

  private static MissingMessage decode(byte[] record) {
    try {
      StoredMissingMessage stored = StoredMissingMessage.parseFrom(record);
      return new MissingMessage(
          stored.getName(),
          stored.getKey(),
          Jid.parse(stored.getChat()),
          Jid.parse(stored.getSender()),
          Instant.ofEpochSecond(stored.getSentAt()),
          Instant.ofEpochSecond(stored.getDue()),
          stored.getAsked());
    } catch (InvalidProtocolBufferException | MalformedJidException e) {
      throw new UnreadableRecordException("A missing message cannot be read", e);
    }
  }
}
