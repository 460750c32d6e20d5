package org.ledplatform.whatsapp.appstate;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** The way of a collection's hash over a snapshot or a patch, record by record. */
final class HashStep {

  private final AppStateCollection collection;
  private final Function<byte[], Optional<byte[]>> stored;
  private final Map<String, Optional<byte[]>> written = new LinkedHashMap<>();
  private final List<Mutation> mutations = new ArrayList<>();
  private final List<byte[]> valueMacs = new ArrayList<>();
  private LtHash hash;

  /**
   * @param stored the MAC of the value that is stored under the MAC of an index
   */
  HashStep(
      AppStateCollection collection, LtHash before, Function<byte[], Optional<byte[]>> stored) {
    this.collection = collection;
    this.hash = before;
    this.stored = stored;
  }

  void take(RecordSeal.Opened record) {
    String name = name(collection, record.indexMac());
    Optional<byte[]> before =
        written.containsKey(name) ? written.get(name) : stored.apply(record.indexMac());
    hash = before.map(hash::minus).orElse(hash);
    if (record.mutation().set()) {
      hash = hash.plus(record.valueMac());
      written.put(name, Optional.of(record.valueMac()));
    } else {
      written.put(name, Optional.empty());
    }
    mutations.add(record.mutation());
    valueMacs.add(record.valueMac());
  }

  CollectionState after(long version) {
    return new CollectionState(collection, version, hash);
  }

  List<Mutation> mutations() {
    return List.copyOf(mutations);
  }

  List<byte[]> valueMacs() {
    return List.copyOf(valueMacs);
  }

  List<StoreChange> changes() {
    return written.entrySet().stream()
        .map(
            e ->
                e.getValue()
                    .map(mac -> StoreChange.put(RecordKind.APP_STATE_RECORD, e.getKey(), mac))
                    .orElseGet(() -> StoreChange.remove(RecordKind.APP_STATE_RECORD, e.getKey())))
        .toList();
  }

  static String name(AppStateCollection collection, byte[] indexMac) {
    return collection.text() + "|" + HexFormat.of().formatHex(indexMac);
  }
}
