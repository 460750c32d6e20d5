package org.ledplatform.whatsapp.stanza;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.pairing.KeyIndexList;
import org.ledplatform.whatsapp.proto.StoredDeviceList;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** The devices of people as they were last told, one record for each address. Never writes. */
final class DeviceLists {

  private static final Duration FRESH = Duration.ofMinutes(5);

  private final DeviceStore store;

  DeviceLists(DeviceStore store) {
    this.store = store;
  }

  /** What was told last; nothing in it when nothing was, or it cannot be read. */
  StoredDeviceList of(Jid person) {
    return store
        .read(key(person))
        .flatMap(DeviceLists::parse)
        .orElse(StoredDeviceList.getDefaultInstance());
  }

  /** The devices, as long as they need not be asked for again. */
  Optional<List<Jid>> fresh(Jid person, Instant now) {
    StoredDeviceList list = of(person);
    boolean fresh =
        list.getDeviceCount() > 0
            && now.isBefore(Instant.ofEpochSecond(list.getAskedAt()).plus(FRESH));
    return fresh
        ? Optional.of(list.getDeviceList().stream().map(person::withDevice).toList())
        : Optional.empty();
  }

  /** The companions that were told last, with their key indexes. */
  Map<Integer, Integer> companions(Jid person) {
    StoredDeviceList list = of(person);
    Map<Integer, Integer> companions = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(list.getDeviceCount(), list.getKeyIndexCount()); i++) {
      if (list.getDevice(i) != 0) {
        companions.put(list.getDevice(i), list.getKeyIndex(i));
      }
    }
    return companions;
  }

  /**
   * The write after which these are the devices.
   *
   * @param devices numbers with their key indexes
   * @param signed what the phone signed, if it was verified
   */
  StoreChange telling(
      Jid person, Map<Integer, Integer> devices, Optional<KeyIndexList> signed, Instant now) {
    StoredDeviceList.Builder list =
        of(person).toBuilder().clearDevice().clearKeyIndex().setAskedAt(now.getEpochSecond());
    devices.forEach((number, keyIndex) -> list.addDevice(number).addKeyIndex(keyIndex));
    return put(person, signedBy(list, signed));
  }

  /**
   * The write after which the devices are asked for again. When the phone last signed its list
   * stays known, so that nobody brings an earlier one back.
   *
   * @param signed what the phone signed, if that was what told that they changed
   */
  StoreChange outdated(Jid person, Optional<KeyIndexList> signed) {
    StoredDeviceList.Builder list = signedBy(of(person).toBuilder().clearAskedAt(), signed);
    return list.hasSignedAt()
        ? put(person, list)
        : StoreChange.remove(RecordKind.DEVICE_LIST, person.toString());
  }

  private static StoredDeviceList.Builder signedBy(
      StoredDeviceList.Builder list, Optional<KeyIndexList> signed) {
    signed.ifPresent(s -> list.setRawId(s.rawId()).setSignedAt(s.signedAt().getEpochSecond()));
    return list;
  }

  private static StoreChange put(Jid person, StoredDeviceList.Builder list) {
    return StoreChange.put(RecordKind.DEVICE_LIST, person.toString(), list.build().toByteArray());
  }

  private static RecordKey key(Jid person) {
    return new RecordKey(RecordKind.DEVICE_LIST, person.toString());
  }

  /** A list that cannot be read is asked for again. */
  private static Optional<StoredDeviceList> parse(byte[] record) {
    try {
      return Optional.of(StoredDeviceList.parseFrom(record));
    } catch (InvalidProtocolBufferException _) {
      return Optional.empty();
    }
  }
}
