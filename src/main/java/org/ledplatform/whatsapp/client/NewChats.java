package org.ledplatform.whatsapp.client;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.TrustTokens;
import org.ledplatform.whatsapp.signal.SignalCipher;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Begins no new chats for an hour after the network refused one (protocol §8.6, §14, error 463):
 * every further try makes the limits of an account worse. Whoever has ever written to us, or trusts
 * us, can be answered all the while. The pause outlives the process. Safe for use by many threads.
 */
final class NewChats {

  /** The acknowledgement that says so. */
  static final int REFUSED = 463;

  private static final Duration PAUSE = Duration.ofHours(1);
  private static final RecordKey KEPT = new RecordKey(RecordKind.STATE, "new-chats-after");

  private final DeviceStore store;
  private final Contacts contacts;
  private final SignalCipher cipher;
  private final TrustTokens tokens;
  private final Clock clock;
  private volatile Instant after;

  NewChats(
      DeviceStore store, Contacts contacts, SignalCipher cipher, TrustTokens tokens, Clock clock) {
    this.store = store;
    this.contacts = contacts;
    this.cipher = cipher;
    this.tokens = tokens;
    this.clock = clock;
    this.after =
        store
            .read(KEPT)
            .filter(bytes -> bytes.length == Long.BYTES)
            .map(bytes -> Instant.ofEpochSecond(ByteBuffer.wrap(bytes).getLong()))
            .orElse(Instant.EPOCH);
  }

  /** The network refused one; until when none is begun. Durable when this returns. */
  Instant refused() {
    Instant until = clock.instant().plus(PAUSE);
    byte[] record = ByteBuffer.allocate(Long.BYTES).putLong(until.getEpochSecond()).array();
    store.commit(List.of(new StoreChange.Put(KEPT, record)));
    after = until;
    return until;
  }

  /**
   * Whether a message to this person must not leave now.
   *
   * @param devices with those of the person
   */
  boolean holdsBack(Jid person, Collection<Jid> devices) {
    return clock.instant().isBefore(after)
        && tokens.usable(person).isEmpty()
        && devices.stream()
            .filter(device -> device.sameUser(person))
            .noneMatch(device -> cipher.wasAnswered(contacts.addressOf(device)));
  }
}
