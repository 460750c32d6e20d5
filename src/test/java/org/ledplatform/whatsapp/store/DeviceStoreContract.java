package org.ledplatform.whatsapp.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link DeviceStore} does. */
public abstract class DeviceStoreContract {

  /** A store that holds nothing. */
  protected abstract DeviceStore emptyStore();

  @Test
  void readsWhatWasWritten() {
    DeviceStore store = emptyStore();
    store.commit(List.of(put("a", 1, 2, 3), put("empty")));
    assertThat(store.read(key("a")))
        .hasValueSatisfying(v -> assertThat(v).containsExactly(1, 2, 3));
    assertThat(store.read(key("empty"))).hasValueSatisfying(v -> assertThat(v).isEmpty());
    assertThat(store.read(key("b"))).isEmpty();
    assertThat(store.read(new RecordKey(RecordKind.OUTBOX, "a"))).isEmpty();
  }

  @Test
  void replacesAndRemoves() {
    DeviceStore store = emptyStore();
    store.commit(List.of(put("a", 1)));
    store.commit(List.of(put("a", 2), StoreChange.remove(RecordKind.INBOX, "absent")));
    assertThat(store.read(key("a"))).hasValueSatisfying(v -> assertThat(v).containsExactly(2));
    store.commit(List.of(StoreChange.remove(RecordKind.INBOX, "a")));
    assertThat(store.read(key("a"))).isEmpty();
    assertThat(store.list(RecordKind.INBOX)).isEmpty();
  }

  @Test
  void appliesTheChangesOfABatchInOrder() {
    DeviceStore store = emptyStore();
    store.commit(
        List.of(put("a", 1), StoreChange.remove(RecordKind.INBOX, "a"), put("b", 1), put("b", 2)));
    assertThat(store.read(key("a"))).isEmpty();
    assertThat(store.read(key("b"))).hasValueSatisfying(v -> assertThat(v).containsExactly(2));
  }

  @Test
  void listsOneKindInTheOrderOfFirstWriting() {
    DeviceStore store = emptyStore();
    store.commit(List.of(put("c", 1), put("a", 1)));
    store.commit(List.of(put("b", 1), StoreChange.put(RecordKind.STATE, "s", new byte[] {1})));
    store.commit(List.of(put("c", 2)));
    assertThat(store.list(RecordKind.INBOX))
        .extracting(StoredRecord::name)
        .containsExactly("c", "a", "b");
    assertThat(store.list(RecordKind.INBOX).getFirst().value()).containsExactly(2);
    assertThat(store.list(RecordKind.SEEN)).isEmpty();
  }

  @Test
  void namesMayHoldAddressesOfAnyLength() {
    DeviceStore store = emptyStore();
    String name = "4915112345678:12@s.whatsapp.net/" + "x".repeat(200) + "/é";
    store.commit(List.of(put(name, 1)));
    assertThat(store.read(key(name))).isPresent();
    assertThat(store.list(RecordKind.INBOX)).extracting(StoredRecord::name).containsExactly(name);
  }

  @Test
  void keepsLargeValues() {
    DeviceStore store = emptyStore();
    byte[] large = new byte[300_000];
    large[299_999] = 9;
    store.commit(List.of(StoreChange.put(RecordKind.INBOX, "large", large)));
    assertThat(store.read(key("large"))).hasValueSatisfying(v -> assertThat(v).isEqualTo(large));
  }

  @Test
  void whatIsReadCannotChangeWhatIsStored() {
    DeviceStore store = emptyStore();
    store.commit(List.of(put("a", 1)));
    store.read(key("a")).orElseThrow()[0] = 9;
    store.list(RecordKind.INBOX).getFirst().value()[0] = 9;
    assertThat(store.read(key("a"))).hasValueSatisfying(v -> assertThat(v).containsExactly(1));
  }

  @Test
  void manyThreadsMayCommitAtOnce() throws InterruptedException {
    DeviceStore store = emptyStore();
    CountDownLatch done = new CountDownLatch(40);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 40; i++) {
        String name = "n" + i;
        threads.execute(
            () -> {
              store.commit(List.of(put(name, 1), put(name + "b", 1)));
              done.countDown();
            });
      }
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(store.list(RecordKind.INBOX)).hasSize(80);
  }

  private static RecordKey key(String name) {
    return new RecordKey(RecordKind.INBOX, name);
  }

  private static StoreChange put(String name, int... bytes) {
    byte[] value = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      value[i] = (byte) bytes[i];
    }
    return StoreChange.put(RecordKind.INBOX, name, value);
  }
}
