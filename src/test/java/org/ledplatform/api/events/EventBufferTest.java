package org.ledplatform.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.ledplatform.account.TurnableClock;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.BotId;

class EventBufferTest {

  private static final UserId ADA = new UserId("ada");
  private static final UserId BOB = new UserId("bob");
  private static final BotId ONE = new BotId("one");
  private static final BotId TWO = new BotId("two");

  private final TurnableClock clock = new TurnableClock();
  private final EventBuffer buffer = new EventBuffer("run", clock, 3, 2);
  private final List<String> heard = new ArrayList<>();

  @Test
  void tellsWhatHappensAfterSomebodyListens() {
    publish(ADA, ONE, "before");
    listen(ADA, Optional.empty(), null);
    publish(ADA, ONE, "after");

    assertThat(heard).containsExactly("run-2 after");
  }

  @Test
  void tellsNobodyOfOtherPeoplesBots() {
    listen(ADA, Optional.empty(), "run-0");
    publish(BOB, ONE, "secret");

    assertThat(heard).isEmpty();
  }

  @Test
  void tellsOnlyOfTheBotThatWasAskedFor() {
    publish(ADA, ONE, "a");
    publish(ADA, TWO, "b");
    listen(ADA, Optional.of(TWO), "run-0");
    publish(ADA, ONE, "c");
    publish(ADA, TWO, "d");

    assertThat(heard).containsExactly("run-2 b", "run-4 d");
  }

  @Test
  void replaysWhatWasMissedAndGoesOnWithoutAGap() {
    publish(ADA, ONE, "a");
    publish(ADA, ONE, "b");
    listen(ADA, Optional.empty(), "run-1");
    publish(ADA, ONE, "c");

    assertThat(heard).containsExactly("run-2 b", "run-3 c");
  }

  @Test
  void replaysEverythingToSomebodyWhoListenedToAnotherRunOfTheServer() {
    publish(ADA, ONE, "a");
    listen(ADA, Optional.empty(), "elsewhere-99");

    assertThat(heard).containsExactly("run-1 a");
  }

  @Test
  void takesRubbishForAnIdForEverything() {
    publish(ADA, ONE, "a");
    listen(ADA, Optional.empty(), "run-x");

    assertThat(heard).containsExactly("run-1 a");
  }

  @Test
  void keepsTheLatestOnly() {
    for (String text : List.of("a", "b", "c", "d")) {
      publish(ADA, ONE, text);
    }
    listen(ADA, Optional.empty(), "run-0");

    assertThat(heard).containsExactly("run-2 b", "run-3 c", "run-4 d");
  }

  @Test
  void doesNotReplayWhatIsWorthNothingAnyMore() {
    Instant expires = clock.instant().plusSeconds(20);
    buffer.publish(ADA, ONE, "bot.qr", "qr", Optional.of(expires));
    clock.turn(Duration.ofSeconds(20));
    listen(ADA, Optional.empty(), "run-0");

    assertThat(heard).isEmpty();
  }

  @Test
  void forgetsABotThatIsGone() {
    publish(ADA, ONE, "a");
    publish(ADA, TWO, "b");
    buffer.forget(ADA, ONE);
    listen(ADA, Optional.empty(), "run-0");

    assertThat(heard).containsExactly("run-2 b");
  }

  @Test
  void stopsWhenTheListenerEnds() {
    listen(ADA, Optional.empty(), null).orElseThrow().run();
    publish(ADA, ONE, "a");

    assertThat(heard).isEmpty();
  }

  @Test
  void refusesMoreListenersThanAllowed() {
    assertThat(listen(ADA, Optional.empty(), null)).isPresent();
    assertThat(listen(ADA, Optional.empty(), null)).isPresent();
    assertThat(listen(ADA, Optional.empty(), null)).isEmpty();
    assertThat(listen(BOB, Optional.empty(), null)).isPresent();
  }

  @Test
  void neverForgetsAnOwnerWhoListens() {
    listen(ADA, Optional.empty(), null);
    for (int owner = 0; owner < 10; owner++) {
      publish(new UserId("quiet" + owner), ONE, "x");
    }
    publish(ADA, ONE, "still there");

    assertThat(heard).containsExactly("run-11 still there");
  }

  private void publish(UserId owner, BotId bot, String text) {
    buffer.publish(owner, bot, "bot.status", text, Optional.empty());
  }

  private Optional<Runnable> listen(UserId owner, Optional<BotId> only, @Nullable String lastId) {
    return buffer.listen(
        owner, only, lastId, 2, event -> heard.add(event.id() + " " + event.json()));
  }
}
