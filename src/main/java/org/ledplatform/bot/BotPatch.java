package org.ledplatform.bot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.account.FieldProblem;

/**
 * A change of what the owner may change. An empty field stays as it is.
 *
 * @param config replaces all settings
 */
public record BotPatch(
    Optional<String> name, Optional<String> prefix, Optional<Map<String, String>> config) {

  public BotPatch {
    name = name.map(String::strip);
    config = config.map(Map::copyOf);
  }

  /** Everything that is wrong with it; empty when it may be applied. */
  public List<FieldProblem> problems() {
    var problems = new BotFields();
    name.ifPresent(problems::name);
    prefix.ifPresent(problems::prefix);
    config.ifPresent(problems::config);
    return problems.found();
  }
}
