package org.ledplatform.whatsapp.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.whatsapp.crypto.KeyPair;

class QrTextTest {

  private final SecureRandom random = new SecureRandom();
  private final QrText qr =
      new QrText(
          "2@abc",
          KeyPair.generate(random).publicKey(),
          KeyPair.generate(random).publicKey(),
          new byte[32]);

  @Test
  void looksAsTodaysClientsShowIt() {
    assertThat(qr.format())
        .startsWith("https://wa.me/settings/linked_devices#2@abc,")
        .endsWith(",AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,1");
  }

  @Test
  void readsWithAndWithoutUrlAndClientType() {
    String full = qr.format();
    String bare = full.substring(full.indexOf('#') + 1);
    for (String text : new String[] {full, bare, bare.substring(0, bare.length() - 2)}) {
      QrText read = QrText.parse(text);
      assertThat(read.ref()).isEqualTo("2@abc");
      assertThat(read.noiseKey()).isEqualTo(qr.noiseKey());
      assertThat(read.identityKey()).isEqualTo(qr.identityKey());
      assertThat(read.advSecret()).isEqualTo(qr.advSecret());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://example.org", "a,b", "a,b,c,d", ",,,", "a,b,c,d,e,f"})
  void refusesWhatIsNoPairingQr(String text) {
    assertThatThrownBy(() -> QrText.parse(text)).isInstanceOf(NotAPairingQrException.class);
  }

  @Test
  void tellsNothingWhenPrinted() {
    assertThat(qr.toString()).doesNotContain("2@abc");
  }
}
