package org.ledplatform.sandbox.account;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.ledplatform.sandbox.proto.StoredOneTimeKey;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.SandboxStorageException;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.sandbox.storage.Write;
import org.ledplatform.whatsapp.crypto.PublicKey;

/**
 * One-time pre-keys in the order they were handed in. Each is given out once, and its id is never
 * used for another key: those of companions are remembered after that. In a turn only.
 */
public final class PreKeyStock {

  /** The most that is kept for a device: more than any known client hands in at once. */
  public static final int MAX_PER_DEVICE = 4_000;

  /** How many keys of a companion are remembered after they were given out; then the oldest go. */
  static final int MAX_GIVEN = 20_000;

  private final Turns turns;
  private final Map<DeviceId, Shelf> shelves = new HashMap<>();

  /** The keys of one device by their place: those that wait, and those that were given out. */
  private static final class Shelf {

    final NavigableMap<Long, OneTimeKey> waiting = new TreeMap<>();
    final NavigableMap<Long, OneTimeKey> given = new TreeMap<>();
    final Map<Integer, PublicKey> byId = new HashMap<>();

    long next() {
      return 1 + Math.max(last(waiting), last(given));
    }

    private static long last(NavigableMap<Long, OneTimeKey> keys) {
      return keys.isEmpty() ? -1 : keys.lastKey();
    }
  }

  /** Reads what was stored. */
  public PreKeyStock(Turns turns, SandboxStorage storage) {
    this.turns = turns;
    for (SandboxStorage.Entry entry : storage.list(Table.PRE_KEYS, "")) {
      Shelf shelf = shelf(Sequenced.device(entry.name()));
      StoredOneTimeKey stored = read(entry.value());
      OneTimeKey key = new OneTimeKey(stored.getId(), new PublicKey(stored.getKey().toByteArray()));
      shelf.byId.put(key.id(), key.key());
      (stored.getGiven() ? shelf.given : shelf.waiting).put(Sequenced.sequence(entry.name()), key);
    }
  }

  /** How many are left. */
  public int count(DeviceId device) {
    turns.requireTurn();
    return shelf(device).waiting.size();
  }

  /** Those that are left, oldest first. */
  public Collection<OneTimeKey> all(DeviceId device) {
    turns.requireTurn();
    return List.copyOf(shelf(device).waiting.values());
  }

  /**
   * Adds keys. Those that are already there, or were and are given out, are left out: a client
   * whose answer was lost hands in the same ones again.
   *
   * @return false, and nothing changed, when they would be more than {@link #MAX_PER_DEVICE}, or
   *     when one has the id of another key: ids are never used again (protocol §14)
   */
  public boolean add(DeviceId device, List<OneTimeKey> more) {
    Shelf shelf = shelf(device);
    Map<Integer, PublicKey> wanted = new HashMap<>();
    for (OneTimeKey key : more) {
      PublicKey former =
          wanted.getOrDefault(key.id(), shelf.byId.getOrDefault(key.id(), key.key()));
      if (!former.equals(key.key())) {
        return false;
      }
      wanted.put(key.id(), key.key());
    }
    if (shelf.waiting.size() + more.size() > MAX_PER_DEVICE) {
      return false;
    }
    for (OneTimeKey key : more) {
      if (shelf.byId.putIfAbsent(key.id(), key.key()) == null) {
        long place = shelf.next();
        turns.write(
            new Write.Put(Table.PRE_KEYS, Sequenced.name(device, place), write(key, false)));
        shelf.waiting.put(place, key);
      }
    }
    return true;
  }

  /** Gives the oldest key out, if there is one. */
  public Optional<OneTimeKey> take(DeviceId device) {
    Shelf shelf = shelf(device);
    Map.Entry<Long, OneTimeKey> oldest = shelf.waiting.pollFirstEntry();
    if (oldest == null) {
      return Optional.empty();
    }
    OneTimeKey key = oldest.getValue();
    if (device.isPhone()) {
      // Phones are part of this network: they never use an id again, and many keys.
      forget(device, oldest.getKey(), key);
    } else {
      shelf.given.put(oldest.getKey(), key);
      turns.write(
          new Write.Put(Table.PRE_KEYS, Sequenced.name(device, oldest.getKey()), write(key, true)));
      if (shelf.given.size() > MAX_GIVEN) {
        Map.Entry<Long, OneTimeKey> eldest = shelf.given.pollFirstEntry();
        forget(device, eldest.getKey(), eldest.getValue());
      }
    }
    return Optional.of(key);
  }

  /** Removes all keys of a device, and what is remembered of former ones. */
  public void clear(DeviceId device) {
    Shelf shelf = shelf(device);
    shelf.waiting.forEach((place, key) -> forget(device, place, key));
    shelf.given.forEach((place, key) -> forget(device, place, key));
    shelves.remove(device);
  }

  private void forget(DeviceId device, long place, OneTimeKey key) {
    shelf(device).byId.remove(key.id());
    turns.write(new Write.Remove(Table.PRE_KEYS, Sequenced.name(device, place)));
  }

  private Shelf shelf(DeviceId device) {
    return shelves.computeIfAbsent(device, _ -> new Shelf());
  }

  private static byte[] write(OneTimeKey key, boolean given) {
    return StoredOneTimeKey.newBuilder()
        .setId(key.id())
        .setKey(ByteString.copyFrom(key.key().bytes()))
        .setGiven(given)
        .build()
        .toByteArray();
  }

  private static StoredOneTimeKey read(byte[] bytes) {
    try {
      return StoredOneTimeKey.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new SandboxStorageException("A stored pre-key cannot be read", e);
    }
  }
}
