package org.ledplatform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.account.TurnableClock;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.Person;
import org.ledplatform.conversation.RateLimits.Verdict;

class Bucket4jRateLimitsTest {

  private static final BotId BOT = new BotId("bot");
  private static final Person ADA = person("ada");

  private final TurnableClock clock = new TurnableClock();
  private final Bucket4jRateLimits limits = new Bucket4jRateLimits(clock, 100);

  @Test
  void allowsTenThenWarnsOnceThenIsSilent() {
    for (int i = 0; i < 10; i++) {
      assertThat(limits.take(BOT, ADA)).isEqualTo(new Verdict.Allowed());
    }

    assertThat(limits.take(BOT, ADA)).isEqualTo(new Verdict.Warn(Duration.ofSeconds(6)));
    assertThat(limits.take(BOT, ADA)).isEqualTo(new Verdict.Silent());
    assertThat(limits.take(BOT, ADA)).isEqualTo(new Verdict.Silent());
  }

  @Test
  void countsSendersAndBotsApart() {
    exhaust(ADA);

    assertThat(limits.take(BOT, person("bob"))).isEqualTo(new Verdict.Allowed());
    assertThat(limits.take(new BotId("another"), ADA)).isEqualTo(new Verdict.Allowed());
  }

  @Test
  void knowsAPersonByTheirIdWhateverAddressArrives() {
    exhaust(ADA);
    Person byLid = new Person("ada", Optional.empty(), Optional.of("1@lid"), "");

    assertThat(limits.take(BOT, byLid)).isInstanceOf(Verdict.Warn.class);
  }

  @Test
  void doesNotWarnAgainWithinTheSameMinuteHoweverMuchIsSent() {
    exhaust(ADA);
    limits.take(BOT, ADA);
    clock.turn(Duration.ofSeconds(6));

    assertThat(limits.take(BOT, ADA)).isEqualTo(new Verdict.Allowed());
    assertThat(limits.take(BOT, ADA)).isEqualTo(new Verdict.Silent());
  }

  @Test
  void startsAfreshAfterAMinute() {
    exhaust(ADA);
    limits.take(BOT, ADA);
    clock.turn(Duration.ofMinutes(1));
    exhaust(ADA);

    assertThat(limits.take(BOT, ADA)).isInstanceOf(Verdict.Warn.class);
  }

  @Test
  void remembersABoundedNumberOfSenders() {
    Bucket4jRateLimits small = new Bucket4jRateLimits(clock, 2);
    for (int i = 0; i < 10; i++) {
      small.take(BOT, ADA);
    }
    small.take(BOT, person("bob"));
    small.take(BOT, person("eve"));

    assertThat(small.take(BOT, ADA)).isEqualTo(new Verdict.Allowed());
  }

  private void exhaust(Person sender) {
    for (int i = 0; i < 10; i++) {
      assertThat(limits.take(BOT, sender)).isEqualTo(new Verdict.Allowed());
    }
  }

  private static Person person(String id) {
    return new Person(id, Optional.empty(), Optional.empty(), "");
  }
}
