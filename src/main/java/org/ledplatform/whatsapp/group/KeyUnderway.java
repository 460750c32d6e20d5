package org.ledplatform.whatsapp.group;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.signal.SenderKeyName;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/**
 * The devices that were handed our sender key of one group with messages that the network has not
 * taken yet. They may have the key, or may not: the connection can go before the stanza leaves. One
 * record for a message: the name of the key and the devices, a line each.
 */
record KeyUnderway(DeviceStore store, SenderKeyName key, Contacts contacts) {

  /** The change that says the network took the message, so that its key arrives. */
  static StoreChange arrived(String messageId) {
    return StoreChange.remove(RecordKind.SENDER_KEY_UNDERWAY, messageId);
  }

  /** The messages with which keys are under way whose names begin so. */
  static Stream<String> of(DeviceStore store, String prefix) {
    return store.list(RecordKind.SENDER_KEY_UNDERWAY).stream()
        .filter(r -> new String(r.value(), StandardCharsets.UTF_8).startsWith(prefix))
        .map(StoredRecord::name);
  }

  /**
   * Who may lack the key.
   *
   * @param onTheWay messages that left over the connection that is used now: whatever follows over
   *     it comes after them
   * @return canonical devices
   */
  Set<Jid> doubtful(Set<String> onTheWay) {
    return records()
        .filter(record -> !onTheWay.contains(record.name()))
        .flatMap(record -> devices(record).stream())
        .collect(Collectors.toSet());
  }

  /** The changes that say these devices are handed the key with this message, not with another. */
  List<StoreChange> handing(String messageId, Collection<Jid> devices) {
    Set<Jid> handed = devices.stream().map(contacts::canonical).collect(Collectors.toSet());
    List<StoreChange> changes = new ArrayList<>(taking(handed));
    changes.add(put(messageId, handed));
    return changes;
  }

  /** The changes that forget these devices, wherever they are waited for. */
  List<StoreChange> taking(Set<Jid> canonical) {
    List<StoreChange> changes = new ArrayList<>();
    records()
        .forEach(
            record -> {
              Set<Jid> left = devices(record);
              if (left.removeAll(canonical)) {
                changes.add(left.isEmpty() ? arrived(record.name()) : put(record.name(), left));
              }
            });
    return changes;
  }

  /** The changes that forget everybody: there is another key now. */
  List<StoreChange> clearing() {
    return records().map(record -> arrived(record.name())).toList();
  }

  private StoreChange put(String messageId, Collection<Jid> devices) {
    List<String> lines = new ArrayList<>(List.of(key.toString()));
    devices.forEach(device -> lines.add(device.toString()));
    return StoreChange.put(
        RecordKind.SENDER_KEY_UNDERWAY,
        messageId,
        String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private Stream<StoredRecord> records() {
    return store.list(RecordKind.SENDER_KEY_UNDERWAY).stream()
        .filter(record -> lines(record).getFirst().equals(key.toString()));
  }

  private Set<Jid> devices(StoredRecord record) {
    return lines(record).stream()
        .skip(1)
        .map(Jid::parse)
        .map(contacts::canonical)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<String> lines(StoredRecord record) {
    return List.of(new String(record.value(), StandardCharsets.UTF_8).split("\n", -1));
  }
}
