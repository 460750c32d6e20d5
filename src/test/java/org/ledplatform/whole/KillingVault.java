package org.ledplatform.whole;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ledplatform.bot.SessionVault;

/** A vault beside which the process dies: once armed, right after a reply has become durable. */
final class KillingVault implements SessionVault {

  private final SessionVault vault;
  private final Runnable kill;
  private final AtomicBoolean armed = new AtomicBoolean();

  KillingVault(SessionVault vault, Runnable kill) {
    this.vault = vault;
    this.kill = kill;
  }

  void arm() {
    armed.set(true);
  }

  @Override
  public void commit(VaultId id, long fence, List<Change> changes) {
    vault.commit(id, fence, changes);
    boolean reply =
        changes.stream().anyMatch(c -> c.kind().equals("OUTBOX") && c.value().isPresent());
    if (reply && armed.compareAndSet(true, false)) {
      kill.run();
    }
  }

  @Override
  public Optional<byte[]> read(VaultId id, String kind, String name) {
    return vault.read(id, kind, name);
  }

  @Override
  public List<Entry> list(VaultId id, String kind) {
    return vault.list(id, kind);
  }

  @Override
  public long nextFence(VaultId id) {
    return vault.nextFence(id);
  }

  @Override
  public void erase(VaultId id) {
    vault.erase(id);
  }
}
