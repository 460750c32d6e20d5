package org.ledplatform.command;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is known about a command before it runs. Its description is in the texts, under {@code
 * command.<name>.description}.
 *
 * @param name 1 to 20 lower-case letters and digits
 * @param aliases other names, of the same form
 * @param usage the arguments as people write them, the same in all languages, for instance {@code
 *     [command]}; empty text when it takes none
 * @param cooldown how long one person waits between two calls; zero for not at all
 */
public record CommandSpec(
    String name,
    List<String> aliases,
    Category category,
    String usage,
    Permission permission,
    Scope scope,
    Duration cooldown) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,20}");

  public CommandSpec {
    aliases = List.copyOf(aliases);
    requireName(name);
    aliases.forEach(CommandSpec::requireName);
    if (cooldown.isNegative()) {
      throw new IllegalArgumentException("A cooldown is not negative");
    }
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A command is named in 1 to 20 lower-case letters and digits, not \"" + name + "\"");
    }
  }

  /** A command without arguments, for everyone, anywhere, as often as they like. */
  public static CommandSpec of(Category category, String name, String... aliases) {
    return new CommandSpec(
        name, List.of(aliases), category, "", Permission.EVERYONE, Scope.ANYWHERE, Duration.ZERO);
  }

  /** The same with these arguments. */
  public CommandSpec withUsage(String arguments) {
    return new CommandSpec(name, aliases, category, arguments, permission, scope, cooldown);
  }

  /** The same for those only. */
  public CommandSpec onlyFor(Permission who) {
    return new CommandSpec(name, aliases, category, usage, who, scope, cooldown);
  }

  /** The same there only. */
  public CommandSpec onlyIn(Scope where) {
    return new CommandSpec(name, aliases, category, usage, permission, where, cooldown);
  }

  /** The same with a wait between two calls of one person. */
  public CommandSpec withCooldown(Duration wait) {
    return new CommandSpec(name, aliases, category, usage, permission, scope, wait);
  }
}
