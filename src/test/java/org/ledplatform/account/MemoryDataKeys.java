package org.ledplatform.account;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Data keys in memory. */
public final class MemoryDataKeys implements DataKeys {

  private final Map<UserId, WrappedKey> keys = new ConcurrentHashMap<>();

  @Override
  public Optional<WrappedKey> find(UserId owner) {
    return Optional.ofNullable(keys.get(owner));
  }

  @Override
  public WrappedKey addIfAbsent(UserId owner, WrappedKey key) {
    WrappedKey standing = keys.putIfAbsent(owner, key);
    return standing == null ? key : standing;
  }
}
