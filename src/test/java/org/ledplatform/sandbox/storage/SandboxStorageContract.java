package org.ledplatform.sandbox.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.storage.Write.Put;
import org.ledplatform.sandbox.storage.Write.Remove;

/** What every storage of the sandbox promises. */
abstract class SandboxStorageContract {

  private SandboxStorage storage;

  abstract SandboxStorage open();

  @BeforeEach
  void openIt() {
    storage = open();
  }

  @AfterEach
  void closeIt() {
    storage.close();
  }

  @Test
  void readsWhatWasCommitted() {
    storage.commit(List.of(new Put(Table.PHONES, "a", bytes(1))));

    assertThat(storage.read(Table.PHONES, "a")).contains(bytes(1));
    assertThat(storage.read(Table.ACCOUNTS, "a")).isEmpty();
    assertThat(storage.read(Table.PHONES, "b")).isEmpty();
  }

  @Test
  void appliesTheWritesOfABatchInOrder() {
    storage.commit(
        List.of(
            new Put(Table.PHONES, "a", bytes(1)),
            new Remove(Table.PHONES, "a"),
            new Put(Table.PHONES, "b", bytes(1)),
            new Put(Table.PHONES, "b", bytes(2)),
            new Remove(Table.PHONES, "never there")));

    assertThat(storage.read(Table.PHONES, "a")).isEmpty();
    assertThat(storage.read(Table.PHONES, "b")).contains(bytes(2));
  }

  @Test
  void listsByPrefixInOrderOfName() {
    storage.commit(
        List.of(
            new Put(Table.QUEUES, "b/2", bytes(4)),
            new Put(Table.QUEUES, "a/9", bytes(1)),
            new Put(Table.QUEUES, "b/1", bytes(3)),
            new Put(Table.QUEUES, "c", bytes(5)),
            new Put(Table.QUEUES, "b", bytes(2))));

    assertThat(storage.list(Table.QUEUES, "b/"))
        .extracting(SandboxStorage.Entry::name)
        .containsExactly("b/1", "b/2");
    assertThat(storage.list(Table.QUEUES, ""))
        .extracting(SandboxStorage.Entry::name)
        .containsExactly("a/9", "b", "b/1", "b/2", "c");
    assertThat(storage.list(Table.QUEUES, "d")).isEmpty();
  }

  @Test
  void isNotTouchedThroughArraysThatWereRead() {
    storage.commit(List.of(new Put(Table.PHONES, "a", bytes(1))));
    storage.read(Table.PHONES, "a").orElseThrow()[0] = 9;

    assertThat(storage.read(Table.PHONES, "a")).contains(bytes(1));
  }

  @Test
  void refusesEverythingOnceClosed() {
    storage.close();
    storage.close();

    assertThatThrownBy(() -> storage.read(Table.PHONES, "a"))
        .isInstanceOf(SandboxStorageException.class);
    assertThatThrownBy(() -> storage.commit(List.of(new Remove(Table.PHONES, "a"))))
        .isInstanceOf(SandboxStorageException.class);
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
