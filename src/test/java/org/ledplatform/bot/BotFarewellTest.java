package org.ledplatform.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ledplatform.bot.SampleBots.ADA;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ledplatform.bot.SessionVault.VaultId;

/** What is left of a bot that is redeployed, removed or logged out. */
class BotFarewellTest extends ManagedBots {

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
}
