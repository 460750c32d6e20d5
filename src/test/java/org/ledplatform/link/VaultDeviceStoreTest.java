package org.ledplatform.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.MemorySessionVault;
import org.ledplatform.bot.SampleBots;
import org.ledplatform.bot.SessionVault.VaultId;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

class VaultDeviceStoreTest {

  private static final VaultId ID = new VaultId(SampleBots.ADA, new BotId("1"));

  private final MemorySessionVault vault = new MemorySessionVault();
  private final AtomicInteger stale = new AtomicInteger();

  private DeviceStore store(long fence) {
    return new VaultDeviceStore(vault, ID, fence, stale::incrementAndGet);
  }

  @Test
  void aDeviceFindsWhatItWroteUnderItsKind() {
    DeviceStore store = store(vault.nextFence(ID));
    store.commit(
        List.of(
            StoreChange.put(RecordKind.PRE_KEY, "1", new byte[] {1}),
            StoreChange.put(RecordKind.PRE_KEY, "2", new byte[] {2}),
            StoreChange.put(RecordKind.STATE, "1", new byte[] {3}),
            StoreChange.remove(RecordKind.PRE_KEY, "1")));

    assertThat(store.read(new RecordKey(RecordKind.PRE_KEY, "1"))).isEmpty();
    assertThat(store.read(new RecordKey(RecordKind.STATE, "1"))).hasValue(new byte[] {3});
    assertThat(store.list(RecordKind.PRE_KEY)).extracting(StoredRecord::name).containsExactly("2");
  }

  @Test
  void aPlacementThatWasTakenOverIsToldAndWritesNothing() {
    DeviceStore older = store(vault.nextFence(ID));
    vault.nextFence(ID);

    assertThatThrownBy(
            () -> older.commit(List.of(StoreChange.put(RecordKind.STATE, "1", new byte[1]))))
        .isInstanceOf(VaultException.class);
    assertThat(stale).hasValue(1);
    assertThat(vault.isEmpty(ID)).isTrue();
  }

  @Test
  void aDeviceThatLogsOutMayWriteWhatItLikesAndNothingIsKept() {
    var leaving = new VaultDeviceStore(vault, ID, vault.nextFence(ID), stale::incrementAndGet);
    leaving.letGo();
    leaving.commit(List.of(StoreChange.put(RecordKind.STATE, "1", new byte[1])));
    vault.nextFence(ID);
    leaving.commit(List.of(StoreChange.put(RecordKind.STATE, "1", new byte[1])));

    assertThat(vault.isEmpty(ID)).isTrue();
    assertThat(stale).hasValue(0);
  }

  @Test
  void anyFailureOfTheVaultIsOneThatTheClientKnows() {
    DeviceStore store = store(vault.nextFence(ID));
    vault.failWith(Optional.of(new IllegalStateException("disk full at 491555")));

    assertThatThrownBy(() -> store.commit(List.of()))
        .isInstanceOf(VaultException.class)
        .hasMessageNotContaining("491555");
    assertThat(stale).hasValue(0);
  }
}
