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

  /**
   * Computed by another program from the rule alone: the first six bytes of SHA-256 over {@code
   * 111.0:2@s.whatsapp.net222.0:0@lid}. The agent is 0 for LIDs too, as in whatsmeow.
   */
  @Test
  void isWhatOtherProgramsMakeOfTheSameDevices() {
    assertThat(ParticipantHash.of(List.of(ONE, TWO))).isEqualTo("2:o5XcC929");
    assertThat(ParticipantHash.of(List.of(TWO.withDevice(33), ONE.withoutDevice())))
        .isEqualTo("2:eI0BpdIJ");
  }

  @Test
  void orderAndRepetitionDoNotMatterButEachDeviceDoes() {
    String both = ParticipantHash.of(List.of(ONE, TWO));
    assertThat(both).hasSize(10).isEqualTo(ParticipantHash.of(List.of(TWO, ONE, TWO)));
    assertThat(both).isNotEqualTo(ParticipantHash.of(List.of(ONE)));
    assertThat(both).isNotEqualTo(ParticipantHash.of(List.of(ONE.withDevice(3), TWO)));
  }
}
