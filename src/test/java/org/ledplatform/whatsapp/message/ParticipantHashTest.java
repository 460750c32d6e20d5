package org.ledplatform.whatsapp.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.jid.Jid;

/** The hash of a set of devices. */
class ParticipantHashTest {

  private static final Jid ONE = Jid.parse("111:2@s.whatsapp.net");
  private static final Jid TWO = Jid.parse("222@lid");

  @Test
  void theHashOfNothingIsTheOneInTheDictionary() {
    assertThat(ParticipantHash.of(List.of())).isEqualTo("2:47DEQpj8");
  }

  @Test
  void orderAndRepetitionDoNotMatterButEachDeviceDoes() {
    String both = ParticipantHash.of(List.of(ONE, TWO));
    assertThat(both).hasSize(10).isEqualTo(ParticipantHash.of(List.of(TWO, ONE, TWO)));
    assertThat(both).isNotEqualTo(ParticipantHash.of(List.of(ONE)));
    assertThat(both).isNotEqualTo(ParticipantHash.of(List.of(ONE.withDevice(3), TWO)));
  }
}
