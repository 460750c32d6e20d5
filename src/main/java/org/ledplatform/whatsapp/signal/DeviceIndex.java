package org.ledplatform.whatsapp.signal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/**
 * Which devices of a person have a session or an identity in the store, so that nobody must look
 * through everything to find them: one record for each person, two bytes for each device. Whoever
 * changes it holds the lock of that person.
 */
public final class DeviceIndex {

  private static final RecordKey COMPLETE = new RecordKey(RecordKind.STATE, "device-index");

  private final DeviceStore store;

  public DeviceIndex(DeviceStore store) {
    this.store = store;
  }

  /** The devices under this name, such as {@code 49151} or {@code 100_1}, in ascending order. */
  public List<Integer> devicesOf(String name) {
    ByteBuffer record = ByteBuffer.wrap(store.read(key(name)).orElse(new byte[0]));
    List<Integer> devices = new ArrayList<>();
    while (record.remaining() >= Short.BYTES) {
      devices.add(Short.toUnsignedInt(record.getShort()));
    }
    return devices;
  }

  /** The change that adds a device; empty when it is there. */
  Optional<StoreChange> adding(SignalAddress address) {
    TreeSet<Integer> devices = new TreeSet<>(devicesOf(address.name()));
    return devices.add(address.device())
        ? Optional.of(writing(address.name(), devices))
        : Optional.empty();
  }

  /** The change that makes these the devices under the name; none of them removes the record. */
  public static StoreChange writing(String name, Iterable<Integer> devices) {
    List<Integer> sorted = new ArrayList<>();
    devices.forEach(sorted::add);
    if (sorted.isEmpty()) {
      return new StoreChange.Remove(key(name));
    }
    ByteBuffer record = ByteBuffer.allocate(sorted.size() * Short.BYTES);
    sorted.forEach(device -> record.putShort((short) device.intValue()));
    return new StoreChange.Put(key(name), record.array());
  }

  /** Makes the index of a store that was written before there was one. Once, while nobody works. */
  public void complete() {
    if (store.read(COMPLETE).isPresent()) {
      return;
    }
    Map<String, TreeSet<Integer>> found = new TreeMap<>();
    for (RecordKind kind : List.of(RecordKind.SIGNAL_SESSION, RecordKind.IDENTITY)) {
      for (StoredRecord record : store.list(kind)) {
        int dot = record.name().lastIndexOf('.');
        found
            .computeIfAbsent(record.name().substring(0, dot), _ -> new TreeSet<>())
            .add(Integer.parseInt(record.name().substring(dot + 1)));
      }
    }
    List<StoreChange> changes = new ArrayList<>();
    found.forEach((name, devices) -> changes.add(writing(name, devices)));
    changes.add(new StoreChange.Put(COMPLETE, new byte[0]));
    store.commit(changes);
  }

  private static RecordKey key(String name) {
    return new RecordKey(RecordKind.DEVICE_INDEX, name);
  }
}
