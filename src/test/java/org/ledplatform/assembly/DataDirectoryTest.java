package org.ledplatform.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir Path parent;

  @Test
  void belongsToOneAtATimeAndCanBeGivenBack() {
    Path directory = parent.resolve("data");
    try (DataDirectory held = DataDirectory.take(directory)) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> DataDirectory.take(directory))
          .isInstanceOf(StartRefusedException.class)
          .hasMessageContaining("another process")
          .hasMessageContaining(directory.toString());
    }
    DataDirectory.take(directory).close();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such permissions")
  void isForUsAloneWhenWeMakeIt() throws IOException {
    Path directory = parent.resolve("new/data");
    DataDirectory.take(directory).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
  }

  @Test
  void saysSoWhenItCannotBeMade() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");

    assertThatThrownBy(() -> DataDirectory.take(file.resolve("data")))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("cannot be used");
  }
}
