package org.ledplatform.bot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.account.FieldProblem;

/**
 * The setting {@value BotSettings#PROXY} as somebody writes it: what is wrong with it, and what is
 * kept of it. Whoever sends back what they were shown keeps the password that they were not shown.
 */
final class ProxySetting {

  private static final String FIELD = "config." + BotSettings.PROXY;

  private ProxySetting() {}

  /**
   * What is wrong.
   *
   * @param present what the bot has now
   */
  static List<FieldProblem> problems(
      Map<String, String> config, Network network, Optional<BotProxy> present, ProxyRules rules) {
    String text = text(config);
    if (text.isEmpty() || isPresent(text, present)) {
      return List.of();
    }
    Optional<String> wrong =
        network == Network.SANDBOX
            ? Optional.of("is for bots on whatsapp; one on the sandbox opens no connections")
            : BotProxy.isMasked(text)
                ? Optional.of("needs the password again when anything else of it changes")
                : rules.objection(text);
    return wrong.map(what -> new FieldProblem(FIELD, what)).stream().toList();
  }

  /** What a bot with these settings has, when nothing is wrong with them. */
  static Optional<BotProxy> of(Map<String, String> config, Optional<BotProxy> present) {
    String text = text(config);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return isPresent(text, present) ? present : Optional.of(new BotProxy(text));
  }

  private static boolean isPresent(String text, Optional<BotProxy> present) {
    return present.filter(proxy -> proxy.masked().equals(text)).isPresent();
  }

  private static String text(Map<String, String> config) {
    return config.getOrDefault(BotSettings.PROXY, "").strip();
  }
}
