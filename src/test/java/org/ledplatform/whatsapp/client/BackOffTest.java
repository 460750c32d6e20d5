package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackOffTest {

  private final BackOff backOff = new BackOff(new SplittableRandom(1));

  @Test
  void staysBetweenHalfASecondAndAMinute() {
    for (int i = 0; i < 200; i++) {
      assertThat(backOff.next()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(60));
    }
  }

  @Test
  void beginsWithAtMostFiveSecondsAndSoAgainAfterAReset() {
    assertThat(backOff.next()).isLessThanOrEqualTo(Duration.ofSeconds(5));
    for (int i = 0; i < 20; i++) {
      backOff.next();
    }
    backOff.reset();
    assertThat(backOff.next()).isLessThanOrEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void growsToMinutesWhenTheOtherSideIsInTrouble() {
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 200; i++) {
      Duration next = backOff.nextLonger();
      longest = next.compareTo(longest) > 0 ? next : longest;
    }
    assertThat(longest).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(5));
  }

  @Test
  void spreadsClientsThatFellTogether() {
    BackOff other = new BackOff(new SplittableRandom(2));
    for (int i = 0; i < 6; i++) {
      backOff.next();
      other.next();
    }
    assertThat(backOff.next()).isNotEqualTo(other.next());
  }
}
