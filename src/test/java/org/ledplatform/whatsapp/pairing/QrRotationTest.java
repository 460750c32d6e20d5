package org.ledplatform.whatsapp.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QrRotationTest {

  private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

  private final QrRotation rotation = new QrRotation(List.of("a", "b", "c"));

  @Test
  void showsTheFirstForAMinuteAndTheOthersForTwentySeconds() {
    assertThat(rotation.turn(START)).hasValue(new QrRotation.Shown("a", START.plusSeconds(60)));
    assertThat(rotation.turn(START.plusSeconds(59))).isEmpty();
    assertThat(rotation.turn(START.plusSeconds(60)))
        .hasValue(new QrRotation.Shown("b", START.plusSeconds(80)));
    assertThat(rotation.showingLast()).isFalse();
    assertThat(rotation.turn(START.plusSeconds(80)))
        .hasValue(new QrRotation.Shown("c", START.plusSeconds(100)));
    assertThat(rotation.showingLast()).isTrue();
    assertThat(rotation.exhausted(START.plusSeconds(99))).isFalse();
    assertThat(rotation.turn(START.plusSeconds(100))).isEmpty();
    assertThat(rotation.exhausted(START.plusSeconds(100))).isTrue();
  }
}
