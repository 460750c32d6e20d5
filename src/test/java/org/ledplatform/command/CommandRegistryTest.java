package org.ledplatform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandRegistryTest {

  /** Two classes, so that a clash can name both. */
  private record First(CommandSpec spec) implements Command {
    @Override
    public CommandOutcome run(CommandContext context) {
      return new CommandOutcome.Reply("first");
    }
  }

  private record Second(CommandSpec spec) implements Command {
    @Override
    public CommandOutcome run(CommandContext context) {
      return new CommandOutcome.Reply("second");
    }
  }

  @Test
  void findsByNameAndAliasInAnyCase() {
    Command ping = new First(CommandSpec.of(Category.CORE, "ping", "latency"));
    var registry = new CommandRegistry(List.of(ping));

    assertThat(registry.find("ping")).contains(ping);
    assertThat(registry.find("LATENCY")).contains(ping);
    assertThat(registry.find("pin")).isEmpty();
  }

  @Test
  void listsEachCommandOnceByCategoryThenName() {
    Command dice = new First(CommandSpec.of(Category.GAMES, "dice", "roll"));
    Command ping = new First(CommandSpec.of(Category.CORE, "ping", "latency"));
    Command info = new First(CommandSpec.of(Category.CORE, "info"));

    assertThat(new CommandRegistry(List.of(dice, ping, info)).all())
        .containsExactly(info, ping, dice);
  }

  @Test
  void aClashStopsTheStartAndNamesBothClasses() {
    Command first = new First(CommandSpec.of(Category.CORE, "ping", "p"));
    Command second = new Second(CommandSpec.of(Category.GAMES, "pong", "p"));

    assertThatThrownBy(() -> new CommandRegistry(List.of(first, second)))
        .isInstanceOf(CommandRegistry.CommandClashException.class)
        .hasMessageContaining("\"p\"")
        .hasMessageContaining(First.class.getName())
        .hasMessageContaining(Second.class.getName());
  }

  @Test
  void aCommandThatNamesItselfTwiceClashesToo() {
    Command twice = new First(CommandSpec.of(Category.CORE, "ping", "ping"));

    assertThatThrownBy(() -> new CommandRegistry(List.of(twice)))
        .isInstanceOf(CommandRegistry.CommandClashException.class);
  }

  @Test
  void aNameIsPlain() {
    for (String name : List.of("", "Ping", "p ing", "pîng", "a".repeat(21))) {
      assertThatThrownBy(() -> CommandSpec.of(Category.CORE, name))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
