package org.ledplatform.sandbox.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ledplatform.sandbox.scenario.Person;
import org.ledplatform.sandbox.scenario.Play;
import org.ledplatform.sandbox.scenario.Scenario;
import org.ledplatform.sandbox.scenario.Step;

/** Scenarios as JSON, strictly read. The shape is in {@code src/docs/sandbox.md}. */
final class ScenarioJson {

  private static final int MAX_PEOPLE = 50;
  private static final int MAX_RULES = 100;
  private static final int MAX_STEPS = 500;
  private static final int MAX_SECONDS = 86_400;

  private ScenarioJson() {}

  /**
   * Reads a scenario.
   *
   * @throws SandboxProblem when it is anything else
   */
  static Scenario read(String body) {
    StrictJson json = StrictJson.of(body);
    String name = json.requiredText("name");
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw json.invalid("name", "It must be 1 to 64 letters, digits, dashes and underscores");
    }
    Scenario scenario =
        new Scenario(
            name,
            json.number("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(1L),
            json.list("people", MAX_PEOPLE, ScenarioJson::person),
            json.list("steps", MAX_STEPS, ScenarioJson::step));
    json.done();
    return scenario;
  }

  /** How far a scenario is. */
  static ObjectNode written(Play.Progress progress) {
    ObjectNode node =
        StrictJson.MAPPER
            .createObjectNode()
            .put("name", progress.name())
            .put("state", progress.state().name().toLowerCase(Locale.ROOT))
            .put("step", progress.step());
    return progress.problem().isEmpty()
        ? node.putNull("problem")
        : node.put("problem", progress.problem());
  }

  /** How far scenarios are, on one page. */
  static String written(List<Play.Progress> all) {
    ObjectNode page = StrictJson.MAPPER.createObjectNode();
    ArrayNode items = page.putArray("items");
    all.forEach(progress -> items.add(written(progress)));
    return page.putNull("nextCursor").toString();
  }

  private static Person person(StrictJson json) {
    return new Person(
        json.requiredText("phone"), json.list("rules", MAX_RULES, ScenarioJson::rule));
  }

  private static Person.Rule rule(StrictJson json) {
    Optional<String> say = json.text("say");
    Optional<String> react = json.text("react");
    if (say.isEmpty() && react.isEmpty()) {
      throw json.invalid("say", "A rule says something or reacts");
    }
    Duration least = seconds(json, "after").orElse(Duration.ZERO);
    Duration most = seconds(json, "atMost").orElse(least);
    if (most.compareTo(least) < 0) {
      throw json.invalid("atMost", "It must not be less than after");
    }
    return new Person.Rule(
        json.word("match", Person.Match.class).orElse(Person.Match.CONTAINS),
        json.text("text").orElse(""),
        say,
        react,
        least,
        most,
        Math.toIntExact(json.number("times", 0, 1_000_000).orElse(0L)));
  }

  private static Step step(StrictJson json) {
    return switch (json.requiredText("do")) {
      case "say" ->
          new Step.Say(json.requiredText("as"), json.requiredText("to"), json.requiredText("text"));
      case "await" ->
          new Step.Await(
              json.requiredText("as"),
              json.requiredText("text"),
              seconds(json, "within").orElse(Duration.ofSeconds(30)));
      case "react" -> new Step.React(json.requiredText("as"), json.requiredText("emoji"));
      case "take_back" -> new Step.TakeBack(json.requiredText("as"));
      case "read" -> new Step.Read(json.requiredText("as"), json.text("chat").orElse(""));
      case "play" -> new Step.Listen(json.requiredText("as"));
      case "pause" ->
          new Step.Pause(
              seconds(json, "seconds")
                  .orElseThrow(() -> json.invalid("seconds", "It is required")));
      case "leave" -> new Step.Leave(json.requiredText("as"));
      case "return" -> new Step.Return(json.requiredText("as"));
      case "faults" ->
          new Step.Faults(
              json.part("plan")
                  .map(plan -> plan.source().toString())
                  .orElseThrow(() -> json.invalid("plan", "It is required")));
      case "end_faults" -> new Step.Faults("");
      default ->
          throw json.invalid(
              "do",
              "It must be one of say, await, react, take_back, read, play, pause, leave, return,"
                  + " faults, end_faults");
    };
  }

  private static Optional<Duration> seconds(StrictJson json, String field) {
    return json.number(field, 0, MAX_SECONDS).map(Duration::ofSeconds);
  }
}
