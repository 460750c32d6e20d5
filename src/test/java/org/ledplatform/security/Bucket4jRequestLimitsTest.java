package org.ledplatform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ledplatform.account.RequestLimits.Budget;
import org.ledplatform.account.RequestLimits.Verdict;
import org.ledplatform.account.TurnableClock;
import org.ledplatform.account.UserId;

class Bucket4jRequestLimitsTest {

  private static final UserId ADA = new UserId("ada");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TurnableClock clock = new TurnableClock();

  @Test
  void countsDownAndThenRefusesUntilOneRequestIsEarned() {
    Bucket4jRequestLimits limits = new Bucket4jRequestLimits(2, clock, 10);

    assertThat(limits.take(ADA))
        .isEqualTo(new Verdict.Allowed(new Budget(2, MINUTE, 1, Duration.ofSeconds(30))));
    assertThat(limits.take(ADA))
        .isEqualTo(new Verdict.Allowed(new Budget(2, MINUTE, 0, Duration.ofSeconds(60))));
    assertThat(limits.take(ADA))
        .isEqualTo(
            new Verdict.Refused(
                new Budget(2, MINUTE, 0, Duration.ofSeconds(60)), Duration.ofSeconds(30)));

    clock.turn(Duration.ofSeconds(30));
    assertThat(limits.take(ADA)).isInstanceOf(Verdict.Allowed.class);
  }

  @Test
  void countsUsersApart() {
    Bucket4jRequestLimits limits = new Bucket4jRequestLimits(1, clock, 10);
    limits.take(ADA);

    assertThat(limits.take(ADA)).isInstanceOf(Verdict.Refused.class);
    assertThat(limits.take(new UserId("bob"))).isInstanceOf(Verdict.Allowed.class);
  }

  @Test
  void countsNothingWhenTheLimitIsZero() {
    Bucket4jRequestLimits limits = new Bucket4jRequestLimits(0, clock, 10);

    assertThat(limits.take(ADA)).isEqualTo(new Verdict.Unlimited());
  }
}
