package org.ledplatform.sandbox.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.sandbox.storage.Write;

/**
 * The app state of accounts: patches that the server cannot read, one for each version of a
 * collection (protocol §6.9). In a turn only.
 */
public final class AppStates {

  /** The most versions that a collection has. */
  private static final int MAX_VERSIONS = 1_000;

  /** The most bytes that an account keeps in all collections. */
  private static final int MAX_BYTES = 1024 * 1024;

  private final Turns turns;
  private final Map<String, List<byte[]>> collections = new HashMap<>();

  /** Reads what was stored. */
  public AppStates(Turns turns, SandboxStorage storage) {
    this.turns = turns;
    for (SandboxStorage.Entry entry : storage.list(Table.APP_STATES, "")) {
      // Versions are written in hexadecimal of one length, so they come in their order.
      patches(entry.name().substring(0, entry.name().lastIndexOf('/'))).add(entry.value());
    }
  }

  /** The version of a collection; 0 when nothing was ever written to it. */
  public int version(String phone, String collection) {
    turns.requireTurn();
    return patches(phone + "/" + collection).size();
  }

  /** The patches behind a version, oldest first. */
  public List<byte[]> after(String phone, String collection, int version) {
    turns.requireTurn();
    List<byte[]> all = patches(phone + "/" + collection);
    return List.copyOf(all.subList(Math.min(version, all.size()), all.size()));
  }

  /** Whether a collection takes another patch of so many bytes. */
  public boolean hasRoomFor(String phone, String collection, int bytes) {
    long kept =
        collections.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(phone + "/"))
            .flatMap(entry -> entry.getValue().stream())
            .mapToLong(patch -> patch.length)
            .sum();
    return version(phone, collection) < MAX_VERSIONS && kept + bytes <= MAX_BYTES;
  }

  /** Makes the next version of a collection. */
  public void add(String phone, String collection, byte[] patch) {
    List<byte[]> all = patches(phone + "/" + collection);
    all.add(patch);
    turns.write(new Write.Put(Table.APP_STATES, name(phone + "/" + collection, all.size()), patch));
  }

  /** Forgets everything of an account. */
  public void clear(String phone) {
    List<String> own = new ArrayList<>();
    for (Map.Entry<String, List<byte[]>> entry : collections.entrySet()) {
      if (entry.getKey().startsWith(phone + "/")) {
        own.add(entry.getKey());
        for (int version = 1; version <= entry.getValue().size(); version++) {
          turns.write(new Write.Remove(Table.APP_STATES, name(entry.getKey(), version)));
        }
      }
    }
    own.forEach(collections::remove);
  }

  private List<byte[]> patches(String collection) {
    return collections.computeIfAbsent(collection, _ -> new ArrayList<>());
  }

  private static String name(String collection, int version) {
    return collection + "/" + HexFormat.of().toHexDigits(version);
  }
}
