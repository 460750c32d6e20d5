package org.ledplatform.sandbox.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneOptionsTest {

  @Test
  void readsEveryOption() {
    assertThat(StandaloneOptions.parse())
        .isEqualTo(new StandaloneOptions(0, 0, 0, Optional.empty()));
    assertThat(
            StandaloneOptions.parse(
                "--data-dir",
                "data",
                "--port",
                "8081",
                "--control-port",
                "8082",
                "--media-port",
                "8083"))
        .isEqualTo(new StandaloneOptions(8081, 8082, 8083, Optional.of(Path.of("data"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port",
        "--port x",
        "--port 70000",
        "--control-port -1",
        "--media-port 65536",
        "--colour red"
      })
  void namesWhatIsWrong(String line) {
    assertThatThrownBy(() -> StandaloneOptions.parse(line.split(" ", -1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(line.split(" ", -1)[0]);
  }
}
