package org.ledplatform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.bot.SampleBots.ADA;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.Network;
import org.ledplatform.listing.PageRequest;

class NewBotPageTest {

  private final WebWorld world = new WebWorld();

  @Test
  void createsStartsAndLeadsToTheBot() {
    NewBotPage page = world.newBotPage();
    page.setName("Ping");

    page.create();

    Bot bot = bots().getFirst();
    assertThat(bot.wanted()).isTrue();
    assertThat(bot.network()).isEqualTo(Network.SANDBOX);
    assertThat(world.page.went).containsExactly("/bots/" + bot.id());
  }

  @Test
  void namesTheFieldsThatAreWrong() {
    NewBotPage page = world.newBotPage();
    page.setName(" ");
    page.setPrefix("bot");

    page.create();

    assertThat(world.page.wrong)
        .containsExactly("new:name new.invalid.name", "new:prefix new.invalid.prefix");
    assertThat(bots()).isEmpty();
  }

  @Test
  void saysThatThereIsNoRoomForAnother() {
    for (int i = 0; i < 4; i++) {
      NewBotPage page = world.newBotPage();
      page.setName("Ping " + i);
      page.create();
    }

    assertThat(bots()).hasSize(3);
    assertThat(world.page.failed).containsExactly("new.tooMany");
  }

  @Test
  void offersTheSandboxOnlyWhereThereIsOne() {
    assertThat(world.newBotPage().getNetworks()).containsExactly("sandbox", "whatsapp");
    world.sandboxChat.enabled = false;
    assertThat(world.newBotPage().getNetworks()).containsExactly("whatsapp");
    assertThat(world.newBotPage().getNetwork()).isEqualTo("whatsapp");
  }

  private java.util.List<Bot> bots() {
    return world.manager.list(ADA, Optional.empty(), PageRequest.first()).items();
  }
}
