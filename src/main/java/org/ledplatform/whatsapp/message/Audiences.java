package org.ledplatform.whatsapp.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Who our last group messages were for when they were sent (protocol §8.7): whoever joins later
 * must not get them. A group mostly stays the same from one message to the next, so each set of
 * people is kept once, under a hash of it, and a message names its set. As many are kept as {@link
 * Outbox} keeps messages. Safe for use by many threads.
 */
public final class Audiences {

  private static final int KEPT = 2048;
  private static final int HASH = 15;

  private final DeviceStore store;
  private final Contacts contacts;
  private final StoredRing messages;
  private final StoredRing sets;

  public Audiences(DeviceStore store, Contacts contacts) {
    this.store = store;
    this.contacts = contacts;
    this.messages = new StoredRing(store, RecordKind.SENT_TO, KEPT);
    this.sets = new StoredRing(store, RecordKind.AUDIENCE, KEPT);
  }

  /**
   * The changes that remember who a message is for. One that is sent again is for whom it is sent
   * to now.
   *
   * @param people under any of their addresses
   */
  public List<StoreChange> remembering(String messageId, Collection<Jid> people) {
    Set<String> names =
        people.stream()
            .map(jid -> contacts.canonical(jid.withoutDevice()).toString())
            .collect(Collectors.toCollection(TreeSet::new));
    return keeping(messageId, names);
  }

  /** The changes that make one more person somebody whom a message is for. */
  public List<StoreChange> adding(String messageId, Jid person) {
    Set<String> names = new TreeSet<>(of(messageId));
    names.add(contacts.canonical(person.withoutDevice()).toString());
    return keeping(messageId, names);
  }

  /** Whether a message was for this person; nobody is known to be when it was long ago. */
  public boolean includes(String messageId, Jid person) {
    Set<String> names = of(messageId);
    return contacts.namesOf(person).stream().anyMatch(jid -> names.contains(jid.toString()));
  }

  private List<StoreChange> keeping(String messageId, Set<String> names) {
    byte[] record = String.join("\n", names).getBytes(StandardCharsets.UTF_8);
    String hash = hash(record);
    List<StoreChange> changes = new ArrayList<>();
    if (store.read(new RecordKey(RecordKind.AUDIENCE, hash)).isEmpty()) {
      changes.addAll(sets.putting(hash, record));
    }
    changes.addAll(messages.putting(messageId, hash.getBytes(StandardCharsets.UTF_8)));
    return changes;
  }

  private Set<String> of(String messageId) {
    Optional<String> hash = read(RecordKind.SENT_TO, messageId);
    return hash.flatMap(name -> read(RecordKind.AUDIENCE, name))
        .map(text -> Set.of(text.split("\n")))
        .orElse(Set.of());
  }

  private Optional<String> read(RecordKind kind, String name) {
    return store.read(new RecordKey(kind, name)).map(b -> new String(b, StandardCharsets.UTF_8));
  }

  private static String hash(byte[] record) {
    try {
      byte[] whole = MessageDigest.getInstance("SHA-256").digest(record);
      return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(whole, HASH));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
