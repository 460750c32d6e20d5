package org.ledplatform.sandbox.account;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ledplatform.sandbox.proto.StoredOneTimeKey;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.SandboxStorageException;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.sandbox.storage.Write;
import org.ledplatform.whatsapp.crypto.PublicKey;

/** One-time pre-keys in the order they were handed in. Each is given out once. In a turn only. */
public final class PreKeyStock {

  /** The most that is kept for a device: more than any known client hands in at once. */
  public static final int MAX_PER_DEVICE = 4_000;

  private final Turns turns;
  private final Map<DeviceId, NavigableMap<Long, OneTimeKey>> stock = new HashMap<>();

  /** Reads what was stored. */
  public PreKeyStock(Turns turns, SandboxStorage storage) {
    this.turns = turns;
    for (SandboxStorage.Entry entry : storage.list(Table.PRE_KEYS, "")) {
      keys(Sequenced.device(entry.name()))
          .put(Sequenced.sequence(entry.name()), read(entry.value()));
    }
  }

  /** How many are left. */
  public int count(DeviceId device) {
    turns.requireTurn();
    return keys(device).size();
  }

  /** Those that are left, oldest first. */
  public Collection<OneTimeKey> all(DeviceId device) {
    turns.requireTurn();
    return List.copyOf(keys(device).values());
  }

  /**
   * Adds keys; those that are already there are left out.
   *
   * @return false, and nothing changed, when they would be more than {@link #MAX_PER_DEVICE}, or
   *     when one has the id of another key: ids are never used again (protocol §14)
   */
  public boolean add(DeviceId device, List<OneTimeKey> more) {
    NavigableMap<Long, OneTimeKey> keys = keys(device);
    Map<Integer, PublicKey> old =
        keys.values().stream().collect(Collectors.toMap(OneTimeKey::id, OneTimeKey::key));
    boolean reused =
        more.stream().anyMatch(key -> !key.key().equals(old.getOrDefault(key.id(), key.key())));
    if (reused || keys.size() + more.size() > MAX_PER_DEVICE) {
      return false;
    }
    long next = keys.isEmpty() ? 0 : keys.lastKey() + 1;
    Set<Integer> known = new HashSet<>(old.keySet());
    for (OneTimeKey key : more) {
      if (known.add(key.id())) {
        turns.write(new Write.Put(Table.PRE_KEYS, Sequenced.name(device, next), write(key)));
        keys.put(next++, key);
      }
    }
    return true;
  }

  /** Takes the oldest key away, if there is one. */
  public Optional<OneTimeKey> take(DeviceId device) {
    Map.Entry<Long, OneTimeKey> oldest = keys(device).pollFirstEntry();
    if (oldest == null) {
      return Optional.empty();
    }
    turns.write(new Write.Remove(Table.PRE_KEYS, Sequenced.name(device, oldest.getKey())));
    return Optional.of(oldest.getValue());
  }

  /** Removes all keys of a device. */
  public void clear(DeviceId device) {
    keys(device)
        .keySet()
        .forEach(n -> turns.write(new Write.Remove(Table.PRE_KEYS, Sequenced.name(device, n))));
    stock.remove(device);
  }

  private NavigableMap<Long, OneTimeKey> keys(DeviceId device) {
    return stock.computeIfAbsent(device, _ -> new TreeMap<>());
  }

  private static byte[] write(OneTimeKey key) {
    return StoredOneTimeKey.newBuilder()
        .setId(key.id())
        .setKey(ByteString.copyFrom(key.key().bytes()))
        .build()
        .toByteArray();
  }

  private static OneTimeKey read(byte[] bytes) {
    try {
      StoredOneTimeKey stored = StoredOneTimeKey.parseFrom(bytes);
      return new OneTimeKey(stored.getId(), new PublicKey(stored.getKey().toByteArray()));
    } catch (InvalidProtocolBufferException e) {
      throw new SandboxStorageException("A stored pre-key cannot be read", e);
    }
  }
}
