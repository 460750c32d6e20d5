package org.ledplatform.bot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.account.FieldProblem;

/**
 * A change of what the owner may change. An empty field stays as it is.
 *
 * @param config replaces all settings; a proxy in it as it was shown, with its password masked,
 *     stays the proxy that it was
 */
public record BotPatch(
    Optional<String> name, Optional<String> prefix, Optional<Map<String, String>> config) {

  public BotPatch {
    name = name.map(String::strip);
    config = config.map(Map::copyOf);
  }

  /** Everything that is wrong with it for this bot; empty when it may be applied. */
  public List<FieldProblem> problems(Bot bot, ProxyRules rules) {
    var problems = new BotFields();
    name.ifPresent(problems::name);
    prefix.ifPresent(problems::prefix);
    config.ifPresent(problems::config);
    List<FieldProblem> all = new ArrayList<>(problems.found());
    config.ifPresent(
        given -> all.addAll(ProxySetting.problems(given, bot.network(), bot.proxy(), rules)));
    return all;
  }

  /** The settings may hold a password. */
  @Override
  public String toString() {
    return "BotPatch[…]";
  }
}
