package org.ledplatform.bot;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Vaults in memory, for tests. Safe for use by many threads. It outlives managers and links as a
 * database would; {@link #failWith} makes it fail.
 */
public final class MemorySessionVault implements SessionVault {

  private final Map<VaultId, Map<Name, byte[]>> vaults = new HashMap<>();
  private final Map<VaultId, Long> fences = new HashMap<>();
  private final AtomicReference<Optional<RuntimeException>> failure =
      new AtomicReference<>(Optional.empty());

  private record Name(String kind, String name) {}

  /** From now on every commit fails with this; empty for no more. */
  public void failWith(Optional<RuntimeException> problem) {
    failure.set(problem);
  }

  @Override
  public synchronized Optional<byte[]> read(VaultId vault, String kind, String name) {
    return Optional.ofNullable(records(vault).get(new Name(kind, name))).map(byte[]::clone);
  }

  @Override
  public synchronized List<Entry> list(VaultId vault, String kind) {
    return records(vault).entrySet().stream()
        .filter(record -> record.getKey().kind().equals(kind))
        .map(record -> new Entry(record.getKey().name(), record.getValue().clone()))
        .toList();
  }

  @Override
  public synchronized void commit(VaultId vault, long fence, List<Change> changes) {
    failure
        .get()
        .ifPresent(
            problem -> {
              throw problem;
            });
    if (fences.getOrDefault(vault, 0L) != fence) {
      throw new StaleFenceException(vault.bot());
    }
    for (Change change : changes) {
      Name name = new Name(change.kind(), change.name());
      change
          .value()
          .ifPresentOrElse(
              value -> records(vault).put(name, value.clone()), () -> records(vault).remove(name));
    }
  }

  @Override
  public synchronized long nextFence(VaultId vault) {
    return fences.merge(vault, 1L, Long::sum);
  }

  @Override
  public synchronized void erase(VaultId vault) {
    vaults.remove(vault);
  }

  /** Whether nothing at all is kept for this bot. */
  public synchronized boolean isEmpty(VaultId vault) {
    return records(vault).isEmpty();
  }

  private Map<Name, byte[]> records(VaultId vault) {
    return vaults.computeIfAbsent(vault, _ -> new LinkedHashMap<>());
  }
}
