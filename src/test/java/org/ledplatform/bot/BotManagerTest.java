package org.ledplatform.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.bot.SampleBots.ADA;
import static org.ledplatform.bot.SampleBots.BOB;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.account.FieldProblem;
import org.ledplatform.bot.BotManager.Change;
import org.ledplatform.bot.BotManager.Creation;
import org.ledplatform.bot.SessionVault.VaultId;
import org.ledplatform.listing.PageRequest;

/** What people can do with their bots. */
class BotManagerTest extends ManagedBots {

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
}
