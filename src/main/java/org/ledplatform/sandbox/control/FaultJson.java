package org.ledplatform.sandbox.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.ledplatform.sandbox.fault.Direction;
import org.ledplatform.sandbox.fault.Fault;
import org.ledplatform.sandbox.fault.FaultPlan;
import org.ledplatform.sandbox.fault.FaultRule;
import org.ledplatform.sandbox.fault.StanzaFilter;
import org.ledplatform.sandbox.fault.Strike;
import org.ledplatform.sandbox.fault.Target;

/**
 * Faults as JSON, strictly read. The shape is in {@code src/docs/sandbox.md}.
 *
 * @param source the plan as it was sent, without what is not known
 */
record FaultJson(FaultPlan plan, ObjectNode source) {

  /** Nothing goes wrong. */
  static final FaultJson NONE = new FaultJson(FaultPlan.NONE, written(1, List.of()));

  /**
   * Reads a plan.
   *
   * @param phones the account of whom a text names
   * @throws SandboxProblem when it is anything else
   */
  static FaultJson read(String body, Function<String, Optional<String>> phones) {
    StrictJson json = StrictJson.of(body);
    long seed = json.number("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(1L);
    List<ObjectNode> sources = new ArrayList<>();
    List<FaultRule> rules =
        json.list(
            "faults",
            FaultPlan.MAX_RULES,
            rule -> {
              sources.add(rule.source());
              return rule(rule, phones);
            });
    json.done();
    return new FaultJson(new FaultPlan(seed, rules), written(seed, sources));
  }

  /**
   * The plan with what came of it.
   *
   * @param numbers the phone number of an account
   */
  String withStrikes(List<Strike> strikes, UnaryOperator<String> numbers) {
    ObjectNode answer = source.deepCopy();
    ArrayNode trace = answer.putArray("strikes");
    strikes.forEach(
        strike ->
            trace
                .addObject()
                .put("rule", strike.rule())
                .put("phone", numbers.apply(strike.device().phone()))
                .put("device", strike.device().number())
                .put("tag", strike.tag())
                .put("occasion", strike.occasion()));
    return answer.toString();
  }

  private static FaultRule rule(StrictJson rule, Function<String, Optional<String>> phones) {
    FaultKind kind =
        rule.word("fault", FaultKind.class)
            .orElseThrow(() -> rule.invalid("fault", "It is required"));
    Fault fault = kind.read(rule);
    Target target = target(rule, kind, phones);
    Optional<StanzaFilter> on = rule.part("on").map(FaultJson::filter);
    return new FaultRule(
        fault,
        target,
        on,
        Math.toIntExact(rule.number("after", 0, 1_000_000).orElse(0L)),
        Math.toIntExact(rule.number("times", 0, 1_000_000).orElse(0L)),
        rule.share("probability").orElse(1.0));
  }

  private static Target target(
      StrictJson rule, FaultKind kind, Function<String, Optional<String>> phones) {
    Optional<StrictJson> to = rule.part("to");
    if (to.isEmpty()) {
      return new Target(Optional.empty(), kind.usual());
    }
    Optional<String> phone =
        to.get()
            .text("phone")
            .map(
                named ->
                    phones
                        .apply(named)
                        .orElseThrow(() -> to.get().invalid("phone", "There is no such phone")));
    Target.Devices devices = to.get().word("device", Target.Devices.class).orElse(kind.usual());
    to.get().done();
    return new Target(phone, devices);
  }

  private static StanzaFilter filter(StrictJson on) {
    StanzaFilter filter =
        new StanzaFilter(on.text("tag"), on.text("type"), on.word("direction", Direction.class));
    on.done();
    return filter;
  }

  private static ObjectNode written(long seed, List<ObjectNode> rules) {
    ObjectNode plan = StrictJson.MAPPER.createObjectNode().put("seed", seed);
    plan.putArray("faults").addAll(rules);
    return plan;
  }
}
