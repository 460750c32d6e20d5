package org.ledplatform.sandbox.account;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.sandbox.storage.Write;

/**
 * What changed while a device was away, so that it reads it anew (protocol §6.6). A bit stays until
 * the device says that it has dealt with it. In a turn only.
 */
public final class DirtyBits {

  private final Turns turns;
  private final Map<DeviceId, Map<String, Long>> bits = new HashMap<>();

  /** Reads what was stored. */
  public DirtyBits(Turns turns, SandboxStorage storage) {
    this.turns = turns;
    for (SandboxStorage.Entry entry : storage.list(Table.DIRTY_BITS, "")) {
      String[] parts = entry.name().split("/", -1);
      of(new DeviceId(parts[0], Integer.parseInt(parts[1])))
          .put(parts[2], ByteBuffer.wrap(entry.value()).getLong());
    }
  }

  /**
   * Something changed.
   *
   * @param type what, such as {@code groups}
   * @param seconds the moment
   */
  public void set(DeviceId device, String type, long seconds) {
    of(device).put(type, seconds);
    turns.write(
        new Write.Put(
            Table.DIRTY_BITS,
            name(device, type),
            ByteBuffer.allocate(Long.BYTES).putLong(seconds).array()));
  }

  /** What changed, with the moment of the latest change. */
  public Map<String, Long> all(DeviceId device) {
    turns.requireTurn();
    return Map.copyOf(of(device));
  }

  /**
   * The device has dealt with it.
   *
   * @param upTo only with changes up to this moment; with all of them when it is absent
   */
  public void clean(DeviceId device, String type, OptionalLong upTo) {
    Long since = of(device).get(type);
    if (since != null && since <= upTo.orElse(Long.MAX_VALUE)) {
      of(device).remove(type);
      turns.write(new Write.Remove(Table.DIRTY_BITS, name(device, type)));
    }
  }

  /** Forgets a device. */
  public void clear(DeviceId device) {
    all(device).keySet().forEach(type -> clean(device, type, OptionalLong.empty()));
    bits.remove(device);
  }

  private Map<String, Long> of(DeviceId device) {
    return bits.computeIfAbsent(device, _ -> new TreeMap<>());
  }

  private static String name(DeviceId device, String type) {
    return device + "/" + type;
  }
}
