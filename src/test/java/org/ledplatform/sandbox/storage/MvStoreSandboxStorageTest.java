package org.ledplatform.sandbox.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.sandbox.storage.Write.Put;

class MvStoreSandboxStorageTest extends SandboxStorageContract {

  private static final byte[] KEY = new byte[32];

  @TempDir Path directory;

  @Override
  SandboxStorage open() {
    return new MvStoreSandboxStorage(directory.resolve("contract"), KEY);
  }

  @Test
  void remembersAfterItWasClosed() {
    Path file = directory.resolve("sandbox");
    try (SandboxStorage first = new MvStoreSandboxStorage(file, KEY)) {
      first.commit(List.of(new Put(Table.PHONES, "a", bytes(1, 2))));
    }
    try (SandboxStorage second = new MvStoreSandboxStorage(file, KEY)) {
      assertThat(second.read(Table.PHONES, "a")).contains(bytes(1, 2));
    }
  }

  @Test
  void remembersWhatWasCommittedWhenTheProcessDied() throws IOException {
    Path file = directory.resolve("sandbox");
    Path copy = directory.resolve("copy");
    try (SandboxStorage first = new MvStoreSandboxStorage(file, KEY)) {
      first.commit(List.of(new Put(Table.PHONES, "a", bytes(1, 2))));
      Files.copy(file, copy);
    }
    try (SandboxStorage second = new MvStoreSandboxStorage(copy, KEY)) {
      assertThat(second.read(Table.PHONES, "a")).contains(bytes(1, 2));
    }
  }

  @Test
  void doesNotGrowWithWhatWasReplaced() throws IOException {
    Path file = directory.resolve("sandbox");
    try (SandboxStorage first = new MvStoreSandboxStorage(file, KEY)) {
      for (int i = 0; i < 1_000; i++) {
        first.commit(List.of(new Put(Table.SHOWN, "a", new byte[20_000])));
      }
    }
    assertThat(Files.size(file)).isLessThan(2_000_000);
  }

  @Test
  void writesNothingInTheClear() throws IOException {
    Path file = directory.resolve("sandbox");
    byte[] secret = "a text that nobody may read".getBytes(StandardCharsets.US_ASCII);
    try (SandboxStorage first = new MvStoreSandboxStorage(file, KEY)) {
      first.commit(List.of(new Put(Table.SHOWN, "491511111111/1", secret)));
    }
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .doesNotContain("nobody may read")
        .doesNotContain("491511111111");
  }

  @Test
  void refusesAnotherKeyAndASecondProcessWithOneClearLine() {
    Path file = directory.resolve("sandbox");
    try (SandboxStorage _ = new MvStoreSandboxStorage(file, KEY)) {
      assertThatThrownBy(() -> new MvStoreSandboxStorage(file, KEY))
          .isInstanceOf(SandboxStorageException.class)
          .hasMessageContaining("in use by another process");
    }
    byte[] other = new byte[32];
    other[0] = 1;
    assertThatThrownBy(() -> new MvStoreSandboxStorage(file, other))
        .isInstanceOf(SandboxStorageException.class);
  }
}
