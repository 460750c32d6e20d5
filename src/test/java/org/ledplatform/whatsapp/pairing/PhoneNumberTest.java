package org.ledplatform.whatsapp.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

  @ParameterizedTest
  @ValueSource(strings = {"491700000001", "+49 170 0000-001", "+49 (170) 000.0001"})
  void readsTheUsualWaysToWriteANumber(String typed) {
    assertThat(PhoneNumber.parse(typed).jid()).hasToString("491700000001@s.whatsapp.net");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "123456",
        "1234567890123456",
        "0170123456",
        "0049170123456",
        "+0491701234",
        "49170x00001",
        "++491700001",
        "٤٩١٧٠٠٠٠٠٠٠١",
        "491700000001@s.whatsapp.net"
      })
  void refusesEverythingElseByName(String typed) {
    assertThatThrownBy(() -> PhoneNumber.parse(typed)).isInstanceOf(NotAPhoneNumberException.class);
  }

  @Test
  void refusesAnEndlessTextUnread() {
    String typed = " ".repeat(1_000_000);
    assertThatThrownBy(() -> PhoneNumber.parse(typed)).isInstanceOf(NotAPhoneNumberException.class);
  }

  @Test
  void staysOutOfLogs() {
    assertThat(PhoneNumber.parse("491700000001")).asString().doesNotContain("4917");
  }
}
