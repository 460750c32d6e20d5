package org.ledplatform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.bot.SampleBots.ADA;
import static org.ledplatform.bot.SampleBots.BOB;

import org.junit.jupiter.api.Test;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotState;
import org.ledplatform.bot.Network;

class FleetPageTest {

  private final WebWorld world = new WebWorld();

  @Test
  void listsTheReadersBotsNewestFirst() {
    world.create("Old", Network.SANDBOX);
    world.create("New", Network.WHATSAPP);

    assertThat(world.fleetPage().getBots()).extracting(BotView::name).containsExactly("New", "Old");
  }

  @Test
  void showsNobodyElsesBots() {
    world.create("Ping", Network.SANDBOX);
    world.readAs(BOB);

    assertThat(world.fleetPage().getBots()).isEmpty();
  }

  @Test
  void startsAndStopsABotAndSaysSo() {
    Bot bot = world.create("Ping", Network.SANDBOX);
    FleetPage fleet = world.fleetPage();
    assertThat(fleet.getBots().getFirst().startable()).isTrue();

    fleet.start(bot.id().value());
    assertThat(fleet.getBots().getFirst().stoppable()).isTrue();
    fleet.stop(bot.id().value());

    assertThat(fleet.getBots().getFirst().state()).isEqualTo("stopped");
    assertThat(world.page.done).containsExactly("done.start", "done.stop");
  }

  @Test
  void leavesSomebodyElsesBotAlone() {
    Bot bot = world.online("Ping", "4915");
    world.readAs(BOB);

    world.fleetPage().stop(bot.id().value());

    assertThat(world.page.failed).containsExactly("bot.gone");
    assertThat(world.manager.find(ADA, bot.id()).map(Bot::state)).contains(BotState.ONLINE);
  }
}
