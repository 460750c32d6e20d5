package org.ledplatform.whatsapp.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Which phone number and which LID are the same person (protocol §7.5). The canonical address of a
 * person is the LID when it is known. Safe for use by many threads, but see {@link ContactLocks}.
 */
public final class LidMap {

  private final DeviceStore store;

  public LidMap(DeviceStore store) {
    this.store = store;
  }

  /**
   * Two addresses of one person, without devices.
   *
   * @param phone the phone-number address
   * @param lid the LID address
   */
  public record Pair(Jid phone, Jid lid) {
    /** The pair of these two in whichever order, when one is a phone number and one a LID. */
    public static Optional<Pair> of(Jid one, Jid other) {
      if (isPlainPhone(one) && isPlainLid(other)) {
        return Optional.of(new Pair(one.withoutDevice(), other.withoutDevice()));
      }
      if (isPlainLid(one) && isPlainPhone(other)) {
        return Optional.of(new Pair(other.withoutDevice(), one.withoutDevice()));
      }
      return Optional.empty();
    }

    private static boolean isPlainPhone(Jid jid) {
      return jid.server() == Server.PHONE && !jid.user().isEmpty();
    }

    private static boolean isPlainLid(Jid jid) {
      return jid.server() == Server.LID && !jid.user().isEmpty();
    }

    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "Pair[…]";
    }
  }

  /** The LID of a phone-number address, without a device. */
  public Optional<Jid> lidOf(Jid phone) {
    return phone.server() == Server.PHONE ? read(phone) : Optional.empty();
  }

  /** The phone-number address of a LID, without a device. */
  public Optional<Jid> phoneOf(Jid lid) {
    return lid.server() == Server.LID ? read(lid) : Optional.empty();
  }

  /** The canonical form of an address; the device stays. */
  public Jid canonical(Jid jid) {
    return lidOf(jid).map(lid -> lid.withDevice(jid.device())).orElse(jid);
  }

  /** Whether the pair says something that is not stored yet. */
  public boolean isNews(Pair pair) {
    return !read(pair.phone()).equals(Optional.of(pair.lid()));
  }

  /** The changes that store the pair. A pair that held one of the two before is forgotten. */
  public List<StoreChange> learn(Pair pair) {
    List<StoreChange> changes = new java.util.ArrayList<>();
    read(pair.phone()).ifPresent(old -> changes.add(remove(old)));
    read(pair.lid()).ifPresent(old -> changes.add(remove(old)));
    changes.add(put(pair.phone(), pair.lid()));
    changes.add(put(pair.lid(), pair.phone()));
    return changes;
  }

  /** The changes that forget a pair. */
  static List<StoreChange> forgetting(Jid lid, Optional<Jid> phone) {
    return Stream.concat(Stream.of(lid), phone.stream()).map(LidMap::remove).toList();
  }

  /** A damaged pair counts as unknown; it is learned again from the next envelope. */
  private Optional<Jid> read(Jid person) {
    RecordKey key = new RecordKey(RecordKind.LID_MAPPING, person.withoutDevice().toString());
    try {
      return store.read(key).map(bytes -> Jid.parse(new String(bytes, StandardCharsets.UTF_8)));
    } catch (MalformedJidException _) {
      store.damaged(key);
      return Optional.empty();
    }
  }

  private static StoreChange put(Jid key, Jid value) {
    return StoreChange.put(
        RecordKind.LID_MAPPING, key.toString(), value.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static StoreChange remove(Jid key) {
    return StoreChange.remove(RecordKind.LID_MAPPING, key.toString());
  }
}
