package org.ledplatform.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All commands of the platform, found by name or alias in one step. Immutable.
 *
 * <p>Two commands that share a name or an alias stop the start of the server.
 */
public final class CommandRegistry {

  private static final Comparator<Command> IN_MENU_ORDER =
      Comparator.comparing((Command command) -> command.spec().category())
          .thenComparing(command -> command.spec().name());

  private final Map<String, Command> byName = new HashMap<>();
  private final List<Command> all;

  /**
   * @throws CommandClashException when a name or alias is taken twice, naming both classes
   */
  public CommandRegistry(Iterable<? extends Command> commands) {
    List<Command> sorted = new ArrayList<>();
    for (Command command : commands) {
      sorted.add(command);
      enter(command.spec().name(), command);
      command.spec().aliases().forEach(alias -> enter(alias, command));
    }
    sorted.sort(IN_MENU_ORDER);
    all = List.copyOf(sorted);
  }

  private void enter(String name, Command command) {
    Command other = byName.putIfAbsent(name, command);
    if (other != null) {
      throw new CommandClashException(name, other.getClass(), command.getClass());
    }
  }

  /** The command of that name or alias, in any case. */
  public Optional<Command> find(String name) {
    return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Each command once, in the order of the menu: by category, then by name. */
  public List<Command> all() {
    return all;
  }

  /** Two commands want the same name. */
  public static final class CommandClashException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandClashException(String name, Class<?> first, Class<?> second) {
      super(
          "Two commands are called \""
              + name
              + "\": "
              + first.getName()
              + " and "
              + second.getName());
    }
  }
}
