package org.ledplatform.command.builtin.core;

import jakarta.enterprise.context.Dependent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ledplatform.command.Category;
import org.ledplatform.command.Command;
import org.ledplatform.command.CommandContext;
import org.ledplatform.command.CommandOutcome;
import org.ledplatform.command.CommandSpec;
import org.ledplatform.command.Permission;
import org.ledplatform.command.Scope;

/** Lists what the bot can do, by category; with the name of a command it explains that one. */
@Dependent
public class MenuCommand implements Command {

  private static final CommandSpec SPEC =
      CommandSpec.of(Category.CORE, "menu", "help", "list").withUsage("[command]");

  @Override
  public CommandSpec spec() {
    return SPEC;
  }

  @Override
  public CommandOutcome run(CommandContext context) {
    List<String> arguments = context.call().arguments();
    if (arguments.isEmpty()) {
      return new CommandOutcome.Reply(menu(context));
    }
    String asked = withoutPrefix(arguments.getFirst(), context.bot().prefix());
    return context
        .commands()
        .find(asked)
        .filter(command -> isEnabled(command, context))
        .<CommandOutcome>map(command -> new CommandOutcome.Reply(explanation(command, context)))
        .orElseGet(() -> new CommandOutcome.Declined(context.text(this, "unknown")));
  }

  /** The commands that the bot's owner left on, in the order of the menu. */
  static List<Command> offered(CommandContext context) {
    return context.commands().all().stream()
        .filter(command -> isEnabled(command, context))
        .toList();
  }

  private static boolean isEnabled(Command command, CommandContext context) {
    return !context.settings().disabledCommands().contains(command.spec().name());
  }

  private static String withoutPrefix(String name, String prefix) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  private String menu(CommandContext context) {
    Map<Category, List<Command>> packs =
        offered(context).stream()
            .collect(
                Collectors.groupingBy(
                    command -> command.spec().category(), TreeMap::new, Collectors.toList()));
    List<String> blocks = new ArrayList<>();
    blocks.add(context.text(this, "title", context.bot().name()));
    packs.forEach((category, commands) -> blocks.add(pack(category, commands, context)));
    blocks.add(context.text(this, "hint", context.bot().prefix()));
    return String.join("\n\n", blocks);
  }

  private static String pack(Category category, List<Command> commands, CommandContext context) {
    String lines =
        commands.stream()
            .map(command -> "- `" + written(command, context) + "` " + about(command, context))
            .collect(Collectors.joining("\n"));
    return "*" + context.texts().get("category." + category.text()) + "*\n" + lines;
  }

  private String explanation(Command command, CommandContext context) {
    CommandSpec spec = command.spec();
    List<String> lines = new ArrayList<>();
    lines.add("*" + context.bot().prefix() + spec.name() + "*");
    lines.add(about(command, context));
    lines.add(context.text(this, "usage", written(command, context)));
    if (!spec.aliases().isEmpty()) {
      lines.add(context.text(this, "aliases", String.join(", ", spec.aliases())));
    }
    if (spec.permission() != Permission.EVERYONE) {
      lines.add(context.texts().get("permission." + spec.permission().text()));
    }
    if (spec.scope() != Scope.ANYWHERE) {
      lines.add(context.texts().get(spec.scope() == Scope.GROUP ? "scope.group" : "scope.private"));
    }
    return String.join("\n", lines);
  }

  private static String written(Command command, CommandContext context) {
    String call = context.bot().prefix() + command.spec().name();
    return command.spec().usage().isEmpty() ? call : call + " " + command.spec().usage();
  }

  private static String about(Command command, CommandContext context) {
    return context.text(command, "description");
  }
}
