package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.client.KeepAlive.Step;

class KeepAliveTest {

  private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

  private final KeepAlive keepAlive = new KeepAlive(new SplittableRandom(1), START);

  @Test
  void pingsAfterTwentyToThirtySeconds() {
    assertThat(keepAlive.tick(START.plusSeconds(19))).isEqualTo(Step.NOTHING);
    assertThat(keepAlive.tick(START.plusSeconds(30))).isEqualTo(Step.PING);
    assertThat(keepAlive.tick(START.plusSeconds(31))).isEqualTo(Step.NOTHING);
  }

  @Test
  void givesUpAfterThreePingsWithoutAnAnswer() {
    assertThat(keepAlive.tick(START.plusSeconds(30))).isEqualTo(Step.PING);
    assertThat(keepAlive.tick(START.plusSeconds(40))).isEqualTo(Step.PING);
    assertThat(keepAlive.tick(START.plusSeconds(50))).isEqualTo(Step.PING);
    assertThat(keepAlive.tick(START.plusSeconds(59))).isEqualTo(Step.NOTHING);
    assertThat(keepAlive.tick(START.plusSeconds(60))).isEqualTo(Step.GIVE_UP);
  }

  @Test
  void anAnswerStartsItAnew() {
    keepAlive.tick(START.plusSeconds(30));
    keepAlive.tick(START.plusSeconds(40));
    keepAlive.answered(START.plusSeconds(41));
    assertThat(keepAlive.tick(START.plusSeconds(60))).isEqualTo(Step.NOTHING);
    assertThat(keepAlive.tick(START.plusSeconds(71))).isEqualTo(Step.PING);
  }
}
