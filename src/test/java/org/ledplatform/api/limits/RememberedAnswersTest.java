package org.ledplatform.api.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.account.TurnableClock;
import org.ledplatform.account.UserId;
import org.ledplatform.api.limits.RememberedAnswers.Claim;

class RememberedAnswersTest {

  private static final UserId ADA = new UserId("ada");
  private static final UserId BOB = new UserId("bob");
  private static final RememberedAnswer ANSWER =
      new RememberedAnswer(201, new byte[] {1}, Optional.of("/api/bots/1"));

  private final TurnableClock clock = new TurnableClock();
  private final RememberedAnswers answers = new RememberedAnswers(clock, 3, 5);

  @Test
  void givesTheFirstAnswerAgain() {
    assertThat(answers.claim(ADA, "k", "f")).isEqualTo(new Claim.Fresh());
    answers.answered(ADA, "k", ANSWER);

    assertThat(answers.claim(ADA, "k", "f")).isEqualTo(new Claim.Again(ANSWER));
    assertThat(answers.claim(ADA, "k", "f")).isEqualTo(new Claim.Again(ANSWER));
  }

  @Test
  void refusesAnotherRequestUnderTheSameKey() {
    answers.claim(ADA, "k", "f");

    assertThat(answers.claim(ADA, "k", "g")).isEqualTo(new Claim.OtherRequest());
    answers.answered(ADA, "k", ANSWER);
    assertThat(answers.claim(ADA, "k", "g")).isEqualTo(new Claim.OtherRequest());
  }

  @Test
  void letsOnlyOneOfTwoRequestsAtTheSameTimeThrough() {
    answers.claim(ADA, "k", "f");

    assertThat(answers.claim(ADA, "k", "f")).isEqualTo(new Claim.StillRunning());
  }

  @Test
  void keepsTheKeysOfUsersApart() {
    answers.claim(ADA, "k", "f");
    answers.answered(ADA, "k", ANSWER);

    assertThat(answers.claim(BOB, "k", "other")).isEqualTo(new Claim.Fresh());
  }

  @Test
  void freesTheKeyOfARequestThatChangedNothing() {
    answers.claim(ADA, "k", "f");
    answers.released(ADA, "k");

    assertThat(answers.claim(ADA, "k", "g")).isEqualTo(new Claim.Fresh());
  }

  @Test
  void freesTheKeyOfARequestThatNeverEnded() {
    answers.claim(ADA, "k", "f");
    clock.turn(RememberedAnswers.LONGEST_REQUEST);

    assertThat(answers.claim(ADA, "k", "f")).isEqualTo(new Claim.Fresh());
  }

  @Test
  void forgetsAfterADay() {
    answers.claim(ADA, "k", "f");
    answers.answered(ADA, "k", ANSWER);

    clock.turn(RememberedAnswers.LIFETIME.minus(Duration.ofSeconds(1)));
    assertThat(answers.claim(ADA, "k", "f")).isEqualTo(new Claim.Again(ANSWER));
    clock.turn(Duration.ofSeconds(1));
    assertThat(answers.claim(ADA, "k", "g")).isEqualTo(new Claim.Fresh());
  }

  @Test
  void forgetsTheOldestOfAUserWhoWritesTooMuchAndNobodyElses() {
    remember(BOB, "b");
    for (String key : new String[] {"1", "2", "3", "4"}) {
      remember(ADA, key);
    }

    assertThat(answers.claim(BOB, "b", "f")).isEqualTo(new Claim.Again(ANSWER));
    assertThat(answers.claim(ADA, "2", "f")).isEqualTo(new Claim.Again(ANSWER));
    assertThat(answers.claim(ADA, "1", "f")).isEqualTo(new Claim.Fresh());
  }

  @Test
  void staysWithinItsBoundOverAllUsers() {
    for (int user = 0; user < 6; user++) {
      remember(new UserId("u" + user), "k");
    }

    assertThat(answers.claim(new UserId("u5"), "k", "f")).isEqualTo(new Claim.Again(ANSWER));
    assertThat(answers.claim(new UserId("u0"), "k", "f")).isEqualTo(new Claim.Fresh());
  }

  private void remember(UserId user, String key) {
    answers.claim(user, key, "f");
    answers.answered(user, key, ANSWER);
  }
}
