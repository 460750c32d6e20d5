package org.ledplatform.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ledplatform.bot.SampleBots.ADA;
import static org.ledplatform.bot.SampleBots.BOB;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.ledplatform.account.FieldProblem;
import org.ledplatform.account.TurnableClock;
import org.ledplatform.bot.BotManager.Change;
import org.ledplatform.bot.BotManager.Creation;
import org.ledplatform.bot.SessionVault.VaultId;
import org.ledplatform.listing.PageRequest;

/** What people can do with their bots, against links that a test plays. */
class BotManagerTest {

  private final MemoryBots bots = new MemoryBots();
  private final MemorySessionVault vault = new MemorySessionVault();
  private final FakeLinks links = new FakeLinks();
  private final RunningBots running = new RunningBots();
  private final RecordedBotEvents events = new RecordedBotEvents();
  private final TurnableClock clock = new TurnableClock();
  private final AtomicInteger ids = new AtomicInteger();
  private BotManager manager = newManager();

  private BotManager newManager() {
    return new BotManager(
        bots,
        vault,
        new SingleNodePlacement(vault, "node-1"),
        links,
        running,
        events,
        Runnable::run,
        clock,
        () -> "bot-" + ids.incrementAndGet(),
        3);
  }

  private Bot created() {
    return ((Creation.Created) manager.create(ADA, NewBot.named("Ping", Network.SANDBOX))).bot();
  }

  private Bot stored(Bot bot) {
    return bots.find(ADA, bot.id()).orElseThrow();
  }

  private void writeSomethingToTheVault(Bot bot, long fence) {
    vault.commit(
        new VaultId(ADA, bot.id()),
        fence,
        List.of(new SessionVault.Change("K", "n", Optional.of(new byte[1]))));
  }

  @Test
  void aNewBotIsStoppedAndTold() {
    Bot bot = created();

    assertThat(bot.state()).isEqualTo(BotState.STOPPED);
    assertThat(bot.wanted()).isFalse();
    assertThat(stored(bot)).isEqualTo(bot);
    assertThat(events.changes).containsExactly(new BotChanged(bot, Optional.empty()));
    assertThat(links.made).isEmpty();
  }

  @Test
  void badInputStoresNothingAndNamesEveryField() {
    var wish =
        new NewBot(
            "a\u0000b",
            Network.SANDBOX,
            "too long",
            Optional.of("No Such"),
            Map.of("language", "tlh"));

    assertThat(manager.create(ADA, wish))
        .isInstanceOfSatisfying(
            Creation.Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .extracting(FieldProblem::field)
                    .containsExactly("name", "prefix", "template", "config.language"));
    assertThat(manager.list(ADA, Optional.empty(), PageRequest.first()).items()).isEmpty();
  }

  @Test
  void aTemplateIsKeptAmongTheSettings() {
    var wish = new NewBot("n", Network.SANDBOX, "!", Optional.of("shop"), Map.of("a", "b"));

    Bot bot = ((Creation.Created) manager.create(ADA, wish)).bot();

    assertThat(bot.config()).isEqualTo(Map.of("a", "b", "template", "shop"));
  }

  @Test
  void nobodyHasMoreBotsThanTheyMay() {
    created();
    created();
    Bot third = created();

    assertThat(manager.create(ADA, NewBot.named("x", Network.SANDBOX)))
        .isEqualTo(new Creation.TooMany(3));
    assertThat(manager.create(BOB, NewBot.named("x", Network.SANDBOX)))
        .isInstanceOf(Creation.Created.class);
    manager.remove(ADA, third.id());
    assertThat(manager.create(ADA, NewBot.named("x", Network.SANDBOX)))
        .isInstanceOf(Creation.Created.class);
  }

  @Test
  void somebodyElseFindsNoBotWhateverTheyTry() {
    Bot bot = created();
    manager.start(ADA, bot.id());
    links.last().tell(new LinkEvent.QrOffered("qr", clock.instant().plusSeconds(60)));
    BotId id = bot.id();
    var badPatch = new BotPatch(Optional.of(""), Optional.empty(), Optional.empty());

    assertThat(manager.find(BOB, id)).isEmpty();
    assertThat(manager.start(BOB, id)).isEmpty();
    assertThat(manager.stop(BOB, id)).isEmpty();
    assertThat(manager.restart(BOB, id)).isEmpty();
    assertThat(manager.redeploy(BOB, id)).isEmpty();
    assertThat(manager.qr(BOB, id)).isEmpty();
    assertThat(manager.remove(BOB, id)).isFalse();
    assertThat(manager.change(BOB, id, badPatch)).isEqualTo(new Change.NoSuchBot());
    assertThat(links.last().isOpen).isTrue();
    assertThat(manager.qr(ADA, id)).isPresent();
  }

  @Test
  void goesFromStartThroughPairingToOnline() {
    Bot bot = created();

    Bot started = manager.start(ADA, bot.id()).orElseThrow();
    assertThat(started.state()).isEqualTo(BotState.STARTING);
    assertThat(started.wanted()).isTrue();
    assertThat(started.startedAt()).contains(clock.instant());
    assertThat(started.node()).contains("node-1");

    links.last().tell(new LinkEvent.QrOffered("qr-1", clock.instant().plusSeconds(60)));
    assertThat(manager.qr(ADA, bot.id())).map(Qr::text).contains("qr-1");
    links.last().tell(new LinkEvent.Paired(SampleBots.account("491")));
    assertThat(manager.qr(ADA, bot.id())).isEmpty();
    links.last().tell(new LinkEvent.Online(SampleBots.account("491")));

    Bot online = stored(bot);
    assertThat(online.state()).isEqualTo(BotState.ONLINE);
    assertThat(online.account()).contains(SampleBots.account("491"));
    assertThat(running.find(bot.id())).contains(online);
    assertThat(events.states())
        .containsExactly(
            BotState.STOPPED,
            BotState.STARTING,
            BotState.AWAITING_PAIRING,
            BotState.CONNECTING,
            BotState.ONLINE);
  }

  @Test
  void eachNewQrIsToldButOnlyTheFirstIsStored() {
    Bot bot = created();
    manager.start(ADA, bot.id());
    links.last().tell(new LinkEvent.QrOffered("qr-1", clock.instant().plusSeconds(60)));
    int changes = bots.changes();

    clock.turn(Duration.ofSeconds(60));
    assertThat(manager.qr(ADA, bot.id())).as("a QR whose time is over").isEmpty();
    links.last().tell(new LinkEvent.QrOffered("qr-2", clock.instant().plusSeconds(20)));

    assertThat(bots.changes()).isEqualTo(changes);
    assertThat(events.changes.getLast().qr()).map(Qr::text).contains("qr-2");
    assertThat(manager.qr(ADA, bot.id())).map(Qr::text).contains("qr-2");
  }

  @Test
  void startingTwiceOpensOneLink() {
    Bot bot = created();

    Optional<Bot> first = manager.start(ADA, bot.id());
    Optional<Bot> second = manager.start(ADA, bot.id());

    assertThat(second).isEqualTo(first);
    assertThat(links.made).hasSize(1);
  }

  @Test
  void stoppingClosesTheLinkAndKeepsThePairing() {
    Bot bot = created();
    manager.start(ADA, bot.id());
    links.last().tell(new LinkEvent.Online(SampleBots.account("491")));
    writeSomethingToTheVault(bot, links.last().fence);

    Bot stopped = manager.stop(ADA, bot.id()).orElseThrow();

    assertThat(stopped.state()).isEqualTo(BotState.STOPPED);
    assertThat(stopped.wanted()).isFalse();
    assertThat(stopped.account()).isPresent();
    assertThat(stopped.node()).isEmpty();
    assertThat(stopped.startedAt()).isEmpty();
    assertThat(links.last().isOpen).isFalse();
    assertThat(links.last().loggedOut).isFalse();
    assertThat(running.find(bot.id())).isEmpty();
    assertThat(vault.isEmpty(new VaultId(ADA, bot.id()))).isFalse();
    int told = events.changes.size();
    assertThat(manager.stop(ADA, bot.id())).contains(stopped);
    assertThat(events.changes).hasSize(told);
  }

  @Test
  void anEventThatComesAfterTheStopChangesNothing() {
    Bot bot = created();
    manager.start(ADA, bot.id());
    FakeLinks.FakeLink old = links.last();
    manager.stop(ADA, bot.id());

    old.tell(new LinkEvent.Online(SampleBots.account("491")));

    assertThat(stored(bot).state()).isEqualTo(BotState.STOPPED);
  }

  @Test
  void restartingReplacesTheLinkUnderANewFence() {
    Bot bot = created();
    manager.start(ADA, bot.id());
    FakeLinks.FakeLink old = links.last();

    manager.restart(ADA, bot.id());

    assertThat(old.isOpen).isFalse();
    assertThat(links.last()).isNotSameAs(old);
    assertThat(links.last().fence).isGreaterThan(old.fence);
    assertThat(links.mostOpen).hasValue(1);
  }

  @Test
  void redeployingForgetsThePairing() {
    Bot bot = created();
    manager.start(ADA, bot.id());
    FakeLinks.FakeLink old = links.last();
    old.tell(new LinkEvent.Online(SampleBots.account("491")));
    writeSomethingToTheVault(bot, old.fence);

    Bot redeployed = manager.redeploy(ADA, bot.id()).orElseThrow();

    assertThat(old.loggedOut).isTrue();
    assertThat(redeployed.account()).isEmpty();
    assertThat(redeployed.state()).isEqualTo(BotState.STARTING);
    assertThat(vault.isEmpty(new VaultId(ADA, bot.id()))).isTrue();
    assertThatThrownBy(() -> writeSomethingToTheVault(bot, old.fence))
        .isInstanceOf(SessionVault.StaleFenceException.class);
    assertThat(links.last().isOpen).isTrue();
  }

  @Test
  void removingLogsOutAndLeavesNothing() {
    Bot bot = created();
    manager.start(ADA, bot.id());
    links.last().tell(new LinkEvent.Online(SampleBots.account("491")));
    long fence = links.last().fence;
    writeSomethingToTheVault(bot, fence);

    assertThat(manager.remove(ADA, bot.id())).isTrue();

    assertThat(links.last().loggedOut).isTrue();
    assertThat(bots.find(ADA, bot.id())).isEmpty();
    assertThat(vault.isEmpty(new VaultId(ADA, bot.id()))).isTrue();
    assertThatThrownBy(() -> writeSomethingToTheVault(bot, fence))
        .isInstanceOf(SessionVault.StaleFenceException.class);
    assertThat(events.removals).containsExactly(new BotRemoved(ADA, bot.id()));
    assertThat(manager.remove(ADA, bot.id())).isFalse();
  }

  @Test
  void aPairedBotThatIsStoppedIsLoggedOutOnItsWayToo() {
    Bot bot = created();
    manager.start(ADA, bot.id());
    links.last().tell(new LinkEvent.Online(SampleBots.account("491")));
    manager.stop(ADA, bot.id());

    manager.remove(ADA, bot.id());

    FakeLinks.FakeLink farewell = links.farewells.getFirst();
    assertThat(farewell.isOpen).isTrue();
    assertThat(vault.isEmpty(new VaultId(ADA, bot.id()))).isTrue();
    manager.tick();
    assertThat(farewell.ticks).hasValue(1);
    clock.turn(Duration.ofSeconds(20));
    manager.tick();
    assertThat(farewell.isOpen).as("nobody waits for ever").isFalse();
    manager.tick();
    assertThat(farewell.ticks).hasValue(1);
  }

  @Test
  void aPairedBotThatIsReconnectingIsLoggedOutByALinkOfItsOwn() {
    Bot bot = created();
    manager.start(ADA, bot.id());
    links.last().tell(new LinkEvent.Online(SampleBots.account("491")));
    links.last().tell(new LinkEvent.Dropped("lost", clock.instant().plusSeconds(60)));

    manager.remove(ADA, bot.id());

    assertThat(links.last().isOpen).isFalse();
    assertThat(links.last().loggedOut).isFalse();
    assertThat(links.farewells).hasSize(1);
  }

  @Test
  void aBotThatWasNeverPairedHasNobodyToTell() {
    Bot bot = created();

    manager.remove(ADA, bot.id());

    assertThat(links.farewells).isEmpty();
    assertThat(links.made).isEmpty();
  }

  @Test
  void aBotThatWasLoggedOutForgetsItsSessionAndCanBePairedAnew() {
    Bot bot = created();
    manager.start(ADA, bot.id());
    links.last().tell(new LinkEvent.Online(SampleBots.account("491")));
    writeSomethingToTheVault(bot, links.last().fence);

    links.last().tell(new LinkEvent.LoggedOut("Removed on the phone"));

    Bot out = stored(bot);
    assertThat(out.state()).isEqualTo(BotState.LOGGED_OUT);
    assertThat(out.stateReason()).isEqualTo("Removed on the phone");
    assertThat(out.wanted()).isFalse();
    assertThat(out.account()).isEmpty();
    assertThat(vault.isEmpty(new VaultId(ADA, bot.id()))).isTrue();
    assertThat(links.last().isOpen).isFalse();

    manager.start(ADA, bot.id());
    assertThat(links.made).hasSize(2);
    assertThat(stored(bot).state()).isEqualTo(BotState.STARTING);
  }

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
  void aChangeReachesARunningBotAtOnce() {
    Bot bot = created();
    manager.start(ADA, bot.id());

    Change change =
        manager.change(
            ADA,
            bot.id(),
            new BotPatch(Optional.of(" New "), Optional.of("."), Optional.of(Map.of("a", "b"))));

    assertThat(change).isInstanceOf(Change.Changed.class);
    assertThat(running.find(bot.id()).orElseThrow().prefix()).isEqualTo(".");
    assertThat(stored(bot).name()).isEqualTo("New");
    assertThat(stored(bot).config()).isEqualTo(Map.of("a", "b"));
    assertThat(
            manager.change(
                ADA, bot.id(), new BotPatch(Optional.empty(), Optional.of("  "), Optional.empty())))
        .isInstanceOf(Change.Invalid.class);
    assertThat(stored(bot).prefix()).isEqualTo(".");
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
