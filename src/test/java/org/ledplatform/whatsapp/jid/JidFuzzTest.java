package org.ledplatform.whatsapp.jid;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class JidFuzzTest {

  @FuzzTest
  void anAddressReadsBackFromItsText(byte[] input) {
    Jid jid;
    try {
      jid = Jid.parse(new String(input, StandardCharsets.UTF_8));
    } catch (MalformedJidException _) {
      return;
    }
    assertThat(Jid.parse(jid.toString())).isEqualTo(jid);
    assertThat(jid.withoutDevice().device()).isZero();
  }
}
