package org.ledplatform.sandbox.phone;

import java.util.HashSet;
import java.util.Set;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.whatsapp.pairing.KeyIndexList;

/** A phone's signed word on which of its companions are linked (protocol §8.1, §12.3). */
final class KeyIndexes {

  private KeyIndexes() {}

  /** The companions that are linked now. */
  static byte[] now(PhoneParts parts) {
    return sign(parts, linked(parts));
  }

  /** Those, and one that is about to be. */
  static byte[] with(PhoneParts parts, int keyIndex) {
    Set<Integer> indexes = linked(parts);
    indexes.add(keyIndex);
    return sign(parts, indexes);
  }

  /** The phone itself has the index 0. */
  private static Set<Integer> linked(PhoneParts parts) {
    Set<Integer> indexes = new HashSet<>();
    parts.server().devices(parts.self()).stream().map(Device::keyIndex).forEach(indexes::add);
    return indexes;
  }

  private static byte[] sign(PhoneParts parts, Set<Integer> indexes) {
    Account self = parts.self();
    int given = indexes.stream().mapToInt(i -> i).max().orElse(0);
    return new KeyIndexList(
            parts.about().getRawId(),
            parts.clock().instant(),
            Math.max(self.nextKeyIndex() - 1, given),
            indexes)
        .signed(parts.keys().identity().identityKey(), parts.random());
  }
}
