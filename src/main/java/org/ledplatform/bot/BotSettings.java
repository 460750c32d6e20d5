package org.ledplatform.bot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the platform itself reads from {@link Bot#config} while a bot runs. A change takes effect on
 * the next message.
 *
 * @param language the language of replies, a lower-case tag
 * @param disabledCommands names of commands that this bot does not answer
 */
public record BotSettings(String language, Set<String> disabledCommands) {

  /** Setting: {@code en}, {@code pt} or {@code es}. */
  public static final String LANGUAGE = "language";

  /** Setting: names of commands, separated by commas. */
  public static final String DISABLED_COMMANDS = "commands.disabled";

  /**
   * Setting: the proxy through which the bot connects, from its next start on. In {@link
   * Bot#config} it stands without its password.
   */
  public static final String PROXY = "proxy";

  /** The languages that replies are written in; the first is the one for bots that name none. */
  public static final List<String> LANGUAGES = List.of("en", "pt", "es");

  public BotSettings {
    disabledCommands = Set.copyOf(disabledCommands);
  }

  /** The settings of this bot. */
  public static BotSettings of(Bot bot) {
    String language =
        bot.config().getOrDefault(LANGUAGE, LANGUAGES.getFirst()).toLowerCase(Locale.ROOT);
    Set<String> disabled =
        Arrays.stream(bot.config().getOrDefault(DISABLED_COMMANDS, "").split(",", -1))
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    return new BotSettings(language, disabled);
  }
}
