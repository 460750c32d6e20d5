package org.ledplatform.sandbox.account;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.sandbox.storage.Write;

/**
 * The app state of accounts: patches that the server cannot read, one for each version of a
 * collection (protocol §6.9). The phone makes snapshots, which stand for all patches up to one
 * version. In a turn only.
 */
public final class AppStates {

  /** The most patches that a collection has behind its snapshot. */
  public static final int MAX_PATCHES = 1_000;

  /** The most bytes of patches that an account keeps in all collections. */
  private static final int MAX_BYTES = 1024 * 1024;

  /**
   * Where a snapshot is.
   *
   * @param version up to which it stands for the patches
   * @param place an ExternalBlobReference, which only devices of the account can use
   */
  public record Snapshot(int version, byte[] place) {}

  private final Turns turns;
  private final Map<String, Collection> collections = new HashMap<>();

  /** A snapshot and the patches behind it. */
  private static final class Collection {

    Optional<Snapshot> snapshot = Optional.empty();
    final List<byte[]> patches = new ArrayList<>();

    int base() {
      return snapshot.map(Snapshot::version).orElse(0);
    }

    long bytes() {
      return patches.stream().mapToLong(patch -> patch.length).sum();
    }
  }

  /** Reads what was stored. */
  public AppStates(Turns turns, SandboxStorage storage) {
    this.turns = turns;
    for (SandboxStorage.Entry entry : storage.list(Table.APP_SNAPSHOTS, "")) {
      collection(entry.name()).snapshot = Optional.of(read(entry.value()));
    }
    for (SandboxStorage.Entry entry : storage.list(Table.APP_STATES, "")) {
      // Versions are written in hexadecimal of one length, so they come in their order.
      collection(entry.name().substring(0, entry.name().lastIndexOf('/')))
          .patches
          .add(entry.value());
    }
  }

  /** The version of a collection; 0 when nothing was ever written to it. */
  public int version(String phone, String name) {
    Collection collection = of(phone, name);
    return collection.base() + collection.patches.size();
  }

  /** How many patches there are behind the snapshot, or at all. */
  public int patches(String phone, String name) {
    return of(phone, name).patches.size();
  }

  /** How many bytes those patches have. */
  public long bytes(String phone, String name) {
    return of(phone, name).bytes();
  }

  /** The snapshot of a collection. */
  public Optional<Snapshot> snapshot(String phone, String name) {
    return of(phone, name).snapshot;
  }

  /**
   * The patches behind a version, oldest first.
   *
   * @param version not before the snapshot's
   */
  public List<byte[]> after(String phone, String name, int version) {
    Collection collection = of(phone, name);
    int from = Math.min(version - collection.base(), collection.patches.size());
    return List.copyOf(collection.patches.subList(from, collection.patches.size()));
  }

  /** Whether a collection takes another patch of so many bytes. */
  public boolean hasRoomFor(String phone, String collection, int bytes) {
    long kept =
        collections.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(phone + "/"))
            .mapToLong(entry -> entry.getValue().bytes())
            .sum();
    return patches(phone, collection) < MAX_PATCHES && kept + bytes <= MAX_BYTES;
  }

  /** Makes the next version of a collection. */
  public void add(String phone, String name, byte[] patch) {
    of(phone, name).patches.add(patch);
    turns.write(new Write.Put(Table.APP_STATES, patch(phone, name, version(phone, name)), patch));
  }

  /** Keeps a snapshot instead of all patches up to its version; an older one is left out. */
  public void keep(String phone, String name, Snapshot snapshot) {
    Collection collection = of(phone, name);
    int base = collection.base();
    if (snapshot.version() < base || snapshot.version() > version(phone, name)) {
      return;
    }
    for (int version = base + 1; version <= snapshot.version(); version++) {
      turns.write(new Write.Remove(Table.APP_STATES, patch(phone, name, version)));
    }
    collection.patches.subList(0, snapshot.version() - base).clear();
    collection.snapshot = Optional.of(snapshot);
    turns.write(new Write.Put(Table.APP_SNAPSHOTS, key(phone, name), write(snapshot)));
  }

  /** Forgets everything of an account. */
  public void clear(String phone) {
    turns.requireTurn();
    List<String> own =
        collections.keySet().stream().filter(key -> key.startsWith(phone + "/")).toList();
    for (String key : own) {
      Collection collection = collection(key);
      turns.write(new Write.Remove(Table.APP_SNAPSHOTS, key));
      for (int i = 1; i <= collection.patches.size(); i++) {
        turns.write(new Write.Remove(Table.APP_STATES, patch(key, collection.base() + i)));
      }
      collections.remove(key);
    }
  }

  private Collection of(String phone, String name) {
    turns.requireTurn();
    return collection(key(phone, name));
  }

  private Collection collection(String key) {
    return collections.computeIfAbsent(key, _ -> new Collection());
  }

  private static String key(String phone, String name) {
    return phone + "/" + name;
  }

  private static String patch(String phone, String name, int version) {
    return patch(key(phone, name), version);
  }

  private static String patch(String key, int version) {
    return key + "/" + HexFormat.of().toHexDigits(version);
  }

  private static byte[] write(Snapshot snapshot) {
    return ByteBuffer.allocate(Integer.BYTES + snapshot.place().length)
        .putInt(snapshot.version())
        .put(snapshot.place())
        .array();
  }

  private static Snapshot read(byte[] stored) {
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    int version = bytes.getInt();
    byte[] place = new byte[bytes.remaining()];
    bytes.get(place);
    return new Snapshot(version, place);
  }
}
