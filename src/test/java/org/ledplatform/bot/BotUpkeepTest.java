package org.ledplatform.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.bot.SampleBots.ADA;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What happens to bots by themselves: links that fail or fall silent, and the server that goes and
 * comes.
 */
class BotUpkeepTest extends ManagedBots {

  @Test
  void aFailedBotRestsButIsTriedAgainWithTheServer() {
    Bot bot = created();
    manager.start(ADA, bot.id());

    links.last().tell(new LinkEvent.Failed("Too old"));

    assertThat(stored(bot).state()).isEqualTo(BotState.ERROR);
    assertThat(stored(bot).wanted()).isTrue();
    assertThat(links.open).hasValue(0);
  }

  @Test
  void aBotThatHearsNothingOpensANewLink() {
    Bot bot = created();
    manager.start(ADA, bot.id());
    FakeLinks.FakeLink silent = links.last();

    manager.tick();
    assertThat(silent.ticks).hasValue(1);
    clock.turn(Duration.ofSeconds(61));
    manager.tick();

    assertThat(silent.isOpen).isFalse();
    assertThat(links.made).hasSize(2);
    assertThat(stored(bot).state()).isEqualTo(BotState.RECONNECTING);
    assertThat(stored(bot).stateReason()).contains("No answer");
  }

  @Test
  void aBotThatReconnectsIsLeftAloneUntilItsTimeHasCome() {
    Bot bot = created();
    manager.start(ADA, bot.id());
    links.last().tell(new LinkEvent.Dropped("lost", clock.instant().plusSeconds(600)));

    clock.turn(Duration.ofSeconds(650));
    manager.tick();
    assertThat(links.made).hasSize(1);
    clock.turn(Duration.ofSeconds(41));
    manager.tick();
    assertThat(links.made).hasSize(2);
    assertThat(stored(bot).state()).isEqualTo(BotState.RECONNECTING);
  }

  @Test
  void aQrThatNobodyScansEndsTheAttemptForGood() {
    Bot bot = created();
    manager.start(ADA, bot.id());
    links.last().tell(new LinkEvent.QrOffered("qr", clock.instant().plusSeconds(60)));

    clock.turn(Duration.ofMinutes(5));
    manager.tick();

    assertThat(stored(bot).state()).isEqualTo(BotState.STOPPED);
    assertThat(stored(bot).wanted()).isFalse();
    assertThat(links.open).hasValue(0);
  }

  @Test
  void wantedBotsComeBackWithTheServerAFewAtATime() {
    for (int i = 0; i < BotManager.STARTS_PER_TICK + 5; i++) {
      bots.add(SampleBots.running(SampleBots.bot(ADA, "w" + i), SampleBots.NOON.minusSeconds(999)));
    }
    bots.add(SampleBots.bot(ADA, "idle"));

    manager.startWanted();
    assertThat(links.open).hasValue(BotManager.STARTS_PER_TICK);
    assertThat(bots.find(ADA, new BotId("w14")).orElseThrow().state())
        .as("nobody is shown online who is not")
        .isEqualTo(BotState.STARTING);
    manager.tick();

    assertThat(links.open).hasValue(BotManager.STARTS_PER_TICK + 5);
    assertThat(bots.find(ADA, new BotId("idle")).orElseThrow().state()).isEqualTo(BotState.STOPPED);
  }

  @Test
  void aWaitingBotThatIsStoppedOrStartedMeanwhileIsNotStartedAgain() {
    for (int i = 0; i < BotManager.STARTS_PER_TICK + 2; i++) {
      bots.add(SampleBots.running(SampleBots.bot(ADA, "w" + i), SampleBots.NOON));
    }
    manager.startWanted();

    manager.stop(ADA, new BotId("w10"));
    manager.start(ADA, new BotId("w11"));
    manager.tick();

    assertThat(links.made).hasSize(BotManager.STARTS_PER_TICK + 1);
  }

  @Test
  void shutdownClosesAllLinksAndKeepsTheWish() {
    Bot bot = created();
    manager.start(ADA, bot.id());

    manager.shutdown();

    assertThat(links.open).hasValue(0);
    assertThat(stored(bot).wanted()).isTrue();
    manager.start(ADA, bot.id());
    assertThat(links.open).hasValue(0);

    manager = newManager();
    manager.startWanted();
    assertThat(links.open).hasValue(1);
  }

  @Test
  void aLinkThatCannotOpenLeavesABotInErrorAndNoSession() {
    Bot bot = created();
    links.onOpen =
        () -> {
          throw new IllegalStateException("boom");
        };

    Bot failed = manager.start(ADA, bot.id()).orElseThrow();

    assertThat(failed.state()).isEqualTo(BotState.ERROR);
    assertThat(links.open).hasValue(0);
    links.onOpen = () -> {};
    assertThat(manager.start(ADA, bot.id()).orElseThrow().state()).isEqualTo(BotState.STARTING);
  }

  @Test
  void whatTheLinkNotesIsPassedOn() {
    Bot bot = created();
    manager.start(ADA, bot.id());
    int changes = bots.changes();

    links.last().tell(new LinkEvent.Noted("A message could not be read"));

    assertThat(events.notes).containsExactly("A message could not be read");
    assertThat(bots.changes()).isEqualTo(changes);
  }
}
