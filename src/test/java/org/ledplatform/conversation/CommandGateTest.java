package org.ledplatform.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.command.CommandTestKit.GROUP;
import static org.ledplatform.command.CommandTestKit.PRIVATE;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ledplatform.account.TurnableClock;
import org.ledplatform.bot.BotSettings;
import org.ledplatform.command.Category;
import org.ledplatform.command.Command;
import org.ledplatform.command.CommandContext;
import org.ledplatform.command.CommandOutcome;
import org.ledplatform.command.CommandSpec;
import org.ledplatform.command.Languages;
import org.ledplatform.command.Permission;
import org.ledplatform.command.Scope;
import org.ledplatform.command.Texts;
import org.ledplatform.conversation.CommandGate.Pass;
import org.ledplatform.conversation.RateLimits.Verdict;

class CommandGateTest {

  private final TurnableClock clock = new TurnableClock();
  private final Texts texts = Languages.load().in("en");
  private final Queue<Verdict> verdicts = new ArrayDeque<>();
  private final CommandGate gate =
      new CommandGate((_, _) -> verdicts.remove(), new Cooldowns(2, clock));

  private record Any(CommandSpec spec) implements Command {
    @Override
    public CommandOutcome run(CommandContext context) {
      return new CommandOutcome.Reply("");
    }
  }

  private static Command command(CommandSpec spec) {
    return new Any(spec);
  }

  private static final CommandSpec PLAIN = CommandSpec.of(Category.CORE, "plain");

  private Pass permitted(CommandSpec spec, IncomingMessage message) {
    return gate.permitted(command(spec), message, texts);
  }

  @Test
  void theFirstCallOverTheLimitIsToldTheWaitAndTheNextNothing() {
    verdicts.addAll(
        List.of(
            new Verdict.Allowed(),
            new Verdict.Warn(Duration.ofMillis(4100)),
            new Verdict.Silent()));
    IncomingMessage message = Messages.text("1", "!plain");

    assertThat(gate.rate(message, texts)).isEqualTo(new Pass.Granted());
    assertThat(gate.rate(message, texts))
        .isEqualTo(
            new Pass.Refused("rate-limited", Optional.of("Too many commands. Try again in 5 s.")));
    assertThat(gate.rate(message, texts))
        .isEqualTo(new Pass.Refused("rate-limited", Optional.empty()));
  }

  @Test
  void aDisabledCommandSaysThatItIsOff() {
    assertThat(gate.enabled(command(PLAIN), new BotSettings("en", Set.of("other")), texts))
        .isEqualTo(new Pass.Granted());
    assertThat(gate.enabled(command(PLAIN), new BotSettings("en", Set.of("plain")), texts))
        .isEqualTo(new Pass.Refused("disabled", Optional.of("This command is switched off here.")));
  }

  @Test
  void ourOwnAccountIsTheOwnerAndOthersAreNot() {
    for (Permission permission : List.of(Permission.OWNER, Permission.GROUP_ADMIN)) {
      CommandSpec spec = PLAIN.onlyFor(permission);

      assertThat(permitted(spec, Messages.fromMe("1", "!plain"))).isEqualTo(new Pass.Granted());
      assertThat(permitted(spec, Messages.text("1", "!plain")))
          .isInstanceOfSatisfying(
              Pass.Refused.class, refused -> assertThat(refused.why()).isEqualTo("not-permitted"));
    }
    assertThat(permitted(PLAIN, Messages.text("1", "!plain"))).isEqualTo(new Pass.Granted());
  }

  @Test
  void aCommandKeepsToItsKindOfChat() {
    IncomingMessage inGroup = Messages.message("1", GROUP, false, "!plain");
    IncomingMessage inPrivate = Messages.message("1", PRIVATE, false, "!plain");

    assertThat(permitted(PLAIN.onlyIn(Scope.GROUP), inGroup)).isEqualTo(new Pass.Granted());
    assertThat(permitted(PLAIN.onlyIn(Scope.PRIVATE), inPrivate)).isEqualTo(new Pass.Granted());
    assertThat(permitted(PLAIN.onlyIn(Scope.GROUP), inPrivate))
        .isEqualTo(new Pass.Refused("wrong-place", Optional.of("Only in groups.")));
    assertThat(permitted(PLAIN.onlyIn(Scope.PRIVATE), inGroup))
        .isEqualTo(new Pass.Refused("wrong-place", Optional.of("Only in private chats.")));
  }

  @Test
  void aCooldownIsOnePersonsAndPasses() {
    CommandSpec spec = PLAIN.withCooldown(Duration.ofSeconds(10));
    IncomingMessage message = Messages.text("1", "!plain");

    assertThat(permitted(spec, message)).isEqualTo(new Pass.Granted());
    clock.turn(Duration.ofSeconds(4));
    assertThat(permitted(spec, message))
        .isEqualTo(
            new Pass.Refused(
                "cooling-down", Optional.of("Please wait 6 s before you use this command again.")));
    clock.turn(Duration.ofSeconds(6));
    assertThat(permitted(spec, message)).isEqualTo(new Pass.Granted());
  }

  @Test
  void remembersOnlySoManyCooldowns() {
    IncomingMessage message = Messages.text("1", "!plain");
    for (String name : List.of("a", "b", "c")) {
      CommandSpec spec = CommandSpec.of(Category.CORE, name).withCooldown(Duration.ofHours(1));
      assertThat(permitted(spec, message)).isEqualTo(new Pass.Granted());
    }

    CommandSpec forgotten = CommandSpec.of(Category.CORE, "a").withCooldown(Duration.ofHours(1));
    assertThat(permitted(forgotten, message)).isEqualTo(new Pass.Granted());
  }
}
