package org.ledplatform.command.builtin.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ledplatform.command.Command;
import org.ledplatform.command.CommandOutcome;
import org.ledplatform.command.CommandRegistry;
import org.ledplatform.command.CommandTestKit;
import org.ledplatform.command.Languages;

class CoreCommandsTest {

  private final Command[] all = {
    new PingCommand(), new MenuCommand(), new UptimeCommand(), new InfoCommand()
  };
  private final CommandTestKit kit = new CommandTestKit(all);

  @Test
  void pingTellsHowLongItTook() {
    assertThat(kit.call(Duration.ofMillis(12), "ping"))
        .isEqualTo(new CommandOutcome.Reply("Pong! 12 ms"));
    assertThat(kit.call(Duration.ofMillis(1234), "latency"))
        .isEqualTo(new CommandOutcome.Reply("Pong! 1234 ms"));
  }

  @Test
  void uptimeCountsFromTheStart() {
    kit.clock.turn(Duration.ofHours(50).plusSeconds(5));

    assertThat(kit.reply("uptime")).isEqualTo("Running for 2 d 2 h 0 min 5 s");
    assertThat(kit.reply("runtime")).isEqualTo("Running for 2 d 2 h 0 min 5 s");
  }

  @Test
  void infoTellsWhatTheBotIsAndNoNumber() {
    assertThat(kit.reply("info"))
        .contains("*Bot 1*")
        .contains("`!`")
        .contains("Commands: 4")
        .doesNotContain("491");
  }

  @Test
  void theMenuListsEveryCommandUnderItsCategory() {
    String menu = kit.reply("menu");

    assertThat(menu).contains("*Core*").contains("- `!ping` ").contains("- `!menu [command]` ");
    assertThat(menu.indexOf("!info")).isLessThan(menu.indexOf("!ping"));
    assertThat(kit.reply("help")).isEqualTo(menu);
    assertThat(kit.reply("list")).isEqualTo(menu);
  }

  @Test
  void theMenuExplainsOneCommandByAnyOfItsNames() {
    assertThat(kit.reply("menu", "ping"))
        .contains("*!ping*")
        .contains("latency")
        .contains("`!ping`");
    assertThat(kit.reply("menu", "!LATENCY")).isEqualTo(kit.reply("menu", "ping"));
  }

  @Test
  void theMenuKnowsNeitherUnknownNorDisabledCommands() {
    assertThat(kit.call("menu", "nothing")).isInstanceOf(CommandOutcome.Declined.class);
    kit.settings(Map.of("commands.disabled", "uptime, info"));

    assertThat(kit.call("menu", "uptime")).isInstanceOf(CommandOutcome.Declined.class);
    assertThat(kit.reply("menu")).doesNotContain("uptime").contains("ping");
  }

  @Test
  void speaksTheLanguageOfTheBot() {
    kit.settings(Map.of("language", "es"));
    assertThat(kit.reply("menu")).contains("*Principal*");
    kit.settings(Map.of("language", "pt"));
    assertThat(kit.reply("uptime")).startsWith("Rodando há");
  }

  @Test
  void everyCommandIsDescribedInEveryLanguage() {
    assertThat(Languages.load().missingDescriptions(new CommandRegistry(List.of(all)))).isEmpty();
  }
}
