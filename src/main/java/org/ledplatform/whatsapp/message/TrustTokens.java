package org.ledplatform.whatsapp.message;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/**
 * The tokens with which people trust each other (protocol §8.9): those that others gave us, which
 * go along with what we send them, and when we last gave them ours. Time is cut into weeks: a token
 * is good in the week it was made and the three after, and we give a new one in each week in which
 * we write to somebody. Kept by person, whichever address is used, for 5,000 people. Safe for use
 * by many threads.
 */
public final class TrustTokens {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int WEEKS = 4;
  private static final int LONGEST = 1024;
  private static final int KEPT = 5_000;
  private static final int HEAD = 2 * Long.BYTES;

  private final DeviceStore store;
  private final Contacts contacts;
  private final Clock clock;
  private final StoredRing ring;
  private Instant nextPruning = Instant.MIN;

  public TrustTokens(DeviceStore store, Contacts contacts, Clock clock) {
    this.store = store;
    this.contacts = contacts;
    this.clock = clock;
    this.ring = new StoredRing(store, RecordKind.TRUST_TOKEN, KEPT);
  }

  /**
   * What somebody told about a person.
   *
   * @param token that the person gave us; empty for none
   * @param at when it was made
   * @param issued when we gave the person ours, if that is told
   */
  public record Told(Jid person, byte[] token, Instant at, Optional<Instant> issued) {
    /** Whoever has the token can write to the person, so logs do not see it. */
    @Override
    public String toString() {
      return "Told[…]";
    }
  }

  /** What is kept: seconds of the token, seconds of ours, the token. Zero seconds for never. */
  private record Kept(long at, long issued, byte[] token) {
    static final Kept NOTHING = new Kept(0, 0, new byte[0]);

    static Kept parse(byte[] record) {
      if (record.length < HEAD) {
        return NOTHING;
      }
      ByteBuffer bytes = ByteBuffer.wrap(record);
      long at = bytes.getLong();
      long issued = bytes.getLong();
      byte[] token = new byte[bytes.remaining()];
      bytes.get(token);
      return new Kept(at, issued, token);
    }

    byte[] record() {
      return ByteBuffer.allocate(HEAD + token.length)
          .putLong(at)
          .putLong(issued)
          .put(token)
          .array();
    }

    /** The newer of both sides. */
    Kept with(Kept other) {
      boolean newer = other.token().length > 0 && other.at() >= at;
      return new Kept(
          newer ? other.at() : at, Math.max(issued, other.issued()), newer ? other.token() : token);
    }
  }

  /** The token that this person gave us; empty when there is none that is still good. */
  public Optional<byte[]> usable(Jid person) {
    Kept kept = kept(person);
    return kept.token().length > 0 && !expired(kept.at())
        ? Optional.of(kept.token())
        : Optional.empty();
  }

  /** Whether this person got no token of ours this week. */
  public boolean due(Jid person) {
    return week(clock.instant().getEpochSecond()) > week(kept(person).issued());
  }

  /** When this person got the token of ours that is still good; empty when there is none. */
  public Optional<Instant> issued(Jid person) {
    long issued = kept(person).issued();
    return expired(issued) ? Optional.empty() : Optional.of(Instant.ofEpochSecond(issued));
  }

  /**
   * Remembers what was told, all of it or nothing; durable when this returns. An older token does
   * not replace a newer one; one without a sensible time is left out.
   */
  public synchronized void remember(Collection<Told> told) {
    Map<Jid, Kept> news = new LinkedHashMap<>();
    for (Told one : told) {
      if (one.token().length <= LONGEST) {
        news.merge(contacts.canonical(one.person().withoutDevice()), news(one), Kept::with);
      }
    }
    List<StoreChange> changes = new ArrayList<>();
    news.forEach((person, kept) -> changes.addAll(merging(person, kept)));
    if (!changes.isEmpty()) {
      store.commit(changes);
    }
  }

  /** What is said to be from the future would never be replaced. */
  private Kept news(Told one) {
    long now = clock.instant().getEpochSecond();
    long issued = one.issued().map(Instant::getEpochSecond).orElse(0L);
    long at = one.at().getEpochSecond();
    return new Kept(Math.min(at, now), Math.min(issued, now), at > 0 ? one.token() : new byte[0]);
  }

  private List<StoreChange> merging(Jid canonical, Kept news) {
    List<StoreChange> changes = new ArrayList<>();
    for (Jid name : contacts.namesOf(canonical)) {
      if (!name.equals(canonical) && store.read(key(name)).isPresent()) {
        changes.add(new StoreChange.Remove(key(name)));
      }
    }
    changes.addAll(ring.putting(canonical.toString(), kept(canonical).with(news).record()));
    return changes;
  }

  /** Forgets what is of no use any more, looking once a day; durable when this returns. */
  public synchronized void prune() {
    if (clock.instant().isBefore(nextPruning)) {
      return;
    }
    nextPruning = clock.instant().plus(DAY);
    List<StoreChange> changes = new ArrayList<>();
    for (StoredRecord record : store.list(RecordKind.TRUST_TOKEN)) {
      Kept kept = Kept.parse(record.value());
      if (expired(kept.at()) && expired(kept.issued())) {
        changes.add(StoreChange.remove(RecordKind.TRUST_TOKEN, record.name()));
      }
    }
    if (!changes.isEmpty()) {
      store.commit(changes);
    }
  }

  private Kept kept(Jid person) {
    return contacts.namesOf(person).stream()
        .flatMap(name -> store.read(key(name)).stream())
        .map(Kept::parse)
        .reduce(Kept.NOTHING, Kept::with);
  }

  private boolean expired(long at) {
    return week(at) <= week(clock.instant().getEpochSecond()) - WEEKS;
  }

  private static long week(long seconds) {
    return seconds / WEEK.toSeconds();
  }

  private static RecordKey key(Jid name) {
    return new RecordKey(RecordKind.TRUST_TOKEN, name.toString());
  }
}
