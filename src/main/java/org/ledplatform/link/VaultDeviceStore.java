package org.ledplatform.link;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ledplatform.bot.SessionVault;
import org.ledplatform.bot.SessionVault.Change;
import org.ledplatform.bot.SessionVault.StaleFenceException;
import org.ledplatform.bot.SessionVault.VaultId;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/**
 * The store of one device inside the vault of its bot: one kind of record is one kind of the vault.
 * Every failure of the vault becomes a {@link VaultException}.
 */
final class VaultDeviceStore implements DeviceStore {

  private final SessionVault vault;
  private final VaultId id;
  private final long fence;
  private final Runnable onStale;
  private volatile boolean letGo;

  /**
   * @param fence the placement under which it writes
   * @param onStale called when a newer placement exists; the device must not go on then
   */
  VaultDeviceStore(SessionVault vault, VaultId id, long fence, Runnable onStale) {
    this.vault = vault;
    this.id = id;
    this.fence = fence;
    this.onStale = onStale;
  }

  /**
   * From now on nothing is written: the device is logging out, its vault is being erased, and that
   * must not look like a store that fails, or the client would hang up before it said goodbye.
   */
  void letGo() {
    letGo = true;
  }

  @Override
  public Optional<byte[]> read(RecordKey key) {
    return asked(() -> vault.read(id, key.kind().name(), key.name()));
  }

  @Override
  public List<StoredRecord> list(RecordKind kind) {
    return asked(
        () ->
            vault.list(id, kind.name()).stream()
                .map(entry -> new StoredRecord(entry.name(), entry.value()))
                .toList());
  }

  @Override
  public void commit(List<StoreChange> changes) {
    asked(
        () -> {
          write(changes.stream().map(VaultDeviceStore::change).toList());
          return true;
        });
  }

  private void write(List<Change> changes) {
    if (letGo) {
      return;
    }
    try {
      vault.commit(id, fence, changes);
    } catch (StaleFenceException e) {
      if (!letGo) {
        throw e;
      }
    }
  }

  private static Change change(StoreChange change) {
    RecordKey key = change.key();
    return switch (change) {
      case StoreChange.Put put ->
          new Change(key.kind().name(), key.name(), Optional.of(put.value()));
      case StoreChange.Remove _ -> new Change(key.kind().name(), key.name(), Optional.empty());
    };
  }

  private <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (StaleFenceException e) {
      onStale.run();
      throw new VaultException("the bot runs elsewhere now", e);
    } catch (RuntimeException e) {
      // The features' port names no family of exceptions, so whatever its store throws is meant.
      throw new VaultException("the vault failed: " + e.getClass().getSimpleName(), e);
    }
  }
}
