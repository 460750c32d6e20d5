package org.ledplatform.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.security.MasterKey;

class MasterKeySourceTest {

  private static final String KEY =
      "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

  @TempDir Path directory;

  @Test
  void makesAKeyOnceAndFindsItAgain() {
    MasterKey made = obtain(Map.of(), false);

    assertThat(obtain(Map.of(), true).text()).isEqualTo(made.text());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such permissions")
  void keepsTheFileFromOtherUsers() throws IOException {
    obtain(Map.of(), false);

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("master.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void makesNoNewKeyWhenThereIsDataThatItCouldNotOpen() {
    assertThatThrownBy(() -> obtain(Map.of(), true))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("master.key");
    assertThat(directory.resolve("master.key")).doesNotExist();
  }

  @Test
  void takesTheGivenKeyOrFileAndWritesNothing() throws IOException {
    Path file = Files.writeString(directory.resolve("elsewhere"), KEY + "\n");

    assertThat(obtain(Map.of("led.master-key", KEY), true).text()).isEqualTo(KEY);
    assertThat(obtain(Map.of("led.master-key-file", file.toString()), true).text()).isEqualTo(KEY);
    assertThat(directory.resolve("master.key")).doesNotExist();
  }

  private MasterKey obtain(Map<String, String> more, boolean somethingIsSealed) {
    Map<String, String> values = new HashMap<>(more);
    values.put("led.data-dir", directory.toString());
    Settings settings =
        SettingsReader.read(values.keySet(), name -> Optional.ofNullable(values.get(name)));
    return MasterKeySource.obtain(settings, new SecureRandom(), () -> somethingIsSealed);
  }
}
