package org.ledplatform.whatsapp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PaddingTest {

  private final SecureRandom random = new SecureRandom();

  @Test
  void whatIsPaddedIsTheSameAfterwards() {
    for (int length = 0; length < 100; length++) {
      byte[] plain = new byte[length];
      random.nextBytes(plain);
      byte[] padded = Padding.pad(plain, random);
      assertThat(padded.length - length).isBetween(1, 16);
      assertThat(padded[padded.length - 1]).isEqualTo((byte) (padded.length - length));
      assertThat(Padding.unpad(padded)).isEqualTo(plain);
    }
  }

  @Test
  void refusesPaddingThatMakesNoSense() {
    for (byte[] wrong : new byte[][] {{}, {0}, {2}, {1, 2, 4}, {(byte) 0xFF}}) {
      assertThatThrownBy(() -> Padding.unpad(wrong)).isInstanceOf(MalformedPaddingException.class);
    }
  }
}
