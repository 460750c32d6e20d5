package org.ledplatform.bot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.account.FieldProblem;
import org.ledplatform.account.UserId;

/**
 * What a person says about a bot they want.
 *
 * @param name see {@link BotFields#name}
 * @param prefix see {@link BotFields#prefix}
 * @param template the name of the template it was made from; stored as the setting {@code template}
 * @param config see {@link BotFields#config}
 */
public record NewBot(
    String name,
    Network network,
    String prefix,
    Optional<String> template,
    Map<String, String> config) {

  /** The prefix of a bot whose owner names none. */
  public static final String DEFAULT_PREFIX = "!";

  public NewBot {
    name = name.strip();
    config = Map.copyOf(config);
  }

  /** A bot with the usual prefix and no settings. */
  public static NewBot named(String name, Network network) {
    return new NewBot(name, network, DEFAULT_PREFIX, Optional.empty(), Map.of());
  }

  /** Everything that is wrong with it besides its proxy; empty when it may be created. */
  public List<FieldProblem> problems() {
    var problems = new BotFields();
    problems.name(name);
    problems.prefix(prefix);
    template.ifPresent(problems::template);
    problems.config(config);
    return problems.found();
  }

  /** As {@link #problems()}, and what this server thinks of the proxy. */
  List<FieldProblem> problems(ProxyRules rules) {
    List<FieldProblem> all = new ArrayList<>(problems());
    all.addAll(ProxySetting.problems(config, network, Optional.empty(), rules));
    return all;
  }

  /** The bot that it becomes when nothing is wrong with it. */
  Bot stopped(BotId id, UserId owner, Instant now) {
    return new Bot(
        id,
        owner,
        name,
        network,
        prefix,
        storedConfig(),
        ProxySetting.of(config, Optional.empty()),
        false,
        BotState.STOPPED,
        "",
        Optional.empty(),
        now,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Map<String, String> storedConfig() {
    if (template.isEmpty()) {
      return config;
    }
    var all = new HashMap<>(config);
    all.put(BotFields.TEMPLATE, template.get());
    return Map.copyOf(all);
  }

  /** The settings may hold a password. */
  @Override
  public String toString() {
    return "NewBot[name=" + name + ", network=" + network + "]";
  }
}
