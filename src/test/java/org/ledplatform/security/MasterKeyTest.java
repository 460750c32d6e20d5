package org.ledplatform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {

  private final MasterKey key = MasterKey.generate(new SecureRandom());

  @Test
  void readsItsOwnText() {
    assertThat(MasterKey.parse(key.text() + "\n").orElseThrow().id()).isEqualTo(key.id());
  }

  @Test
  void readsBase64Too() {
    String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(key.text()));

    assertThat(MasterKey.parse(base64).orElseThrow().id()).isEqualTo(key.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abcd", "not a key at all", "AAAAAAAAAAAAAAAAAAAAAA=="})
  void refusesWhatIsNoKey(String text) {
    assertThat(MasterKey.parse(text)).isEmpty();
  }

  @Test
  void tellsNothingOfItselfInLogs() {
    assertThat(key.toString()).doesNotContain(key.text());
    assertThat(key.text()).doesNotContain(key.id());
    assertThatThrownBy(() -> new MasterKey(new byte[16]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
