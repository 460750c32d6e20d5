package org.ledplatform.account;

import java.util.ArrayList;
import java.util.List;

/** Signing keys in memory. */
public final class MemorySigningKeys implements SigningKeys {

  private final List<SealedKey> keys = new ArrayList<>();

  @Override
  public synchronized List<SealedKey> all() {
    return List.copyOf(keys);
  }

  @Override
  public synchronized SealedKey addIfNone(SealedKey key) {
    if (keys.isEmpty()) {
      keys.add(key);
    }
    return keys.getFirst();
  }
}
