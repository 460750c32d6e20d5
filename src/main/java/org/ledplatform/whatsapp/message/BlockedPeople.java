package org.ledplatform.whatsapp.message;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Whom the account has blocked, as far as the network told (protocol §6.8), with the hash by which
 * the network names the list. People are canonical: a phone number and a LID are one. Safe for use
 * by many threads.
 */
public final class BlockedPeople {

  private static final RecordKey KEPT = new RecordKey(RecordKind.STATE, "blocklist");
  private static final int MOST = 10_000;

  private final DeviceStore store;
  private final Contacts contacts;

  public BlockedPeople(DeviceStore store, Contacts contacts) {
    this.store = store;
    this.contacts = contacts;
  }

  /**
   * What became different.
   *
   * @param blocked who is blocked now and was not
   * @param unblocked who was blocked and is not any more
   */
  public record Change(Set<Jid> blocked, Set<Jid> unblocked) {
    public Change {
      blocked = Set.copyOf(blocked);
      unblocked = Set.copyOf(unblocked);
    }

    /** Whether nothing did. */
    public boolean isEmpty() {
      return blocked.isEmpty() && unblocked.isEmpty();
    }

    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "Change[…]";
    }
  }

  /** The first line is the hash, each other one a person. */
  private record Kept(String hash, Set<Jid> people) {
    static Kept parse(byte[] record) {
      List<String> lines = new String(record, StandardCharsets.UTF_8).lines().toList();
      return new Kept(
          lines.isEmpty() ? "" : lines.getFirst(),
          lines.stream()
              .skip(1)
              .map(Jid::parse)
              .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    byte[] record() {
      StringBuilder text = new StringBuilder(hash).append('\n');
      people.forEach(jid -> text.append(jid).append('\n'));
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }
  }

  private Kept kept() {
    return Kept.parse(store.read(KEPT).orElseGet(() -> new byte[0]));
  }

  /** What the network calls the list that we know; empty text when none is known. */
  public String hash() {
    return kept().hash();
  }

  /** Everybody who is blocked, canonical, without devices. */
  public Set<Jid> all() {
    return canonical(kept().people());
  }

  /** Whether somebody is blocked, under whichever address. */
  public boolean contains(Jid person) {
    return all().contains(contacts.canonical(person.withoutDevice()));
  }

  /** Takes a whole list of the network; durable when this returns. */
  public synchronized Change replace(String hash, Collection<Jid> people) {
    return keep(kept(), hash, canonical(people));
  }

  /**
   * Takes a change; durable when this returns.
   *
   * @param hash of the list after it; empty text when not told
   */
  public synchronized Change change(
      String hash, Collection<Jid> blocked, Collection<Jid> unblocked) {
    Kept before = kept();
    Set<Jid> now = canonical(before.people());
    now.removeAll(canonical(unblocked));
    now.addAll(canonical(blocked));
    return keep(before, hash, now);
  }

  /** The changes after which somebody who got another LID is still blocked, if they were. */
  static List<StoreChange> renaming(DeviceStore store, Jid before, Jid now) {
    Kept kept = Kept.parse(store.read(KEPT).orElseGet(() -> new byte[0]));
    if (!kept.people().remove(before)) {
      return List.of();
    }
    kept.people().add(now);
    return List.of(new StoreChange.Put(KEPT, kept.record()));
  }

  private Change keep(Kept before, String hash, Set<Jid> people) {
    Set<Jid> now = people.stream().limit(MOST).collect(Collectors.toCollection(LinkedHashSet::new));
    Set<Jid> old = canonical(before.people());
    store.commit(List.of(new StoreChange.Put(KEPT, new Kept(oneLine(hash), now).record())));
    Set<Jid> blocked = new LinkedHashSet<>(now);
    blocked.removeAll(old);
    Set<Jid> unblocked = new LinkedHashSet<>(old);
    unblocked.removeAll(now);
    return new Change(blocked, unblocked);
  }

  private Set<Jid> canonical(Collection<Jid> people) {
    return people.stream()
        .map(jid -> contacts.canonical(jid.withoutDevice()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String oneLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
