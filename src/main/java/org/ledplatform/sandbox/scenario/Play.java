package org.ledplatform.sandbox.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.ledplatform.sandbox.scenario.Cast.Seen;

/**
 * A scenario that is being played. Each {@link #live} goes on as far as time allows. Safe for use
 * by many threads: one lock, under which the cast acts.
 */
public final class Play {

  /** How far a scenario is. */
  public enum State {
    RUNNING,
    /** All steps are done; its people go on answering for six hours. */
    DONE,
    FAILED
  }

  /**
   * How far a scenario is.
   *
   * @param step the place of the step that it is at, from 0
   * @param problem why it failed, else empty
   */
  public record Progress(String name, State state, int step, String problem) {}

  /** How long people go on answering when all steps are done. */
  private static final Duration AFTERWARDS = Duration.ofHours(6);

  private final Scenario scenario;
  private final Cast cast;
  private final Map<String, PersonAtWork> people = new TreeMap<>();
  private final Map<String, Set<String>> before = new TreeMap<>();
  private State state = State.RUNNING;
  private String problem = "";
  private int step;
  private Instant since;

  /** Begins. What phones show already does not count. */
  public Play(Scenario scenario, Cast cast, Instant now) {
    this.scenario = scenario;
    this.cast = cast;
    this.since = now;
    SplittableRandom chance = new SplittableRandom(scenario.seed());
    for (Person person : scenario.people()) {
      people.put(person.phone(), new PersonAtWork(person, cast, chance.split()));
    }
    for (Step step : scenario.steps()) {
      if (step instanceof Step.Await(String as, _, _)) {
        before.computeIfAbsent(as, this::ids);
      }
    }
  }

  /** How far it is. */
  public synchronized Progress progress() {
    return new Progress(scenario.name(), state, step, problem);
  }

  /** Lets everybody do what is due, as far as there are acts; the rest waits for the next time. */
  public synchronized void live(Instant now, Acts acts) {
    if (state == State.FAILED || isOver(now)) {
      return;
    }
    try {
      people.values().forEach(person -> person.live(now, acts));
      while (state == State.RUNNING && proceed(now, acts)) {
        step++;
        since = now;
      }
    } catch (RuntimeException e) {
      // Whatever a person could not do ends this scenario and nothing else.
      fail(String.valueOf(e.getMessage()));
    }
  }

  private boolean isOver(Instant now) {
    return state == State.DONE && since.plus(AFTERWARDS).isBefore(now);
  }

  /** Whether the current step is done. */
  private boolean proceed(Instant now, Acts acts) {
    List<Step> steps = scenario.steps();
    if (step >= steps.size()) {
      state = State.DONE;
      return false;
    }
    Step next = steps.get(step);
    boolean waits = next instanceof Step.Await || next instanceof Step.Pause;
    if (!waits && !acts.take()) {
      return false;
    }
    return switch (next) {
      case Step.Say(String as, String to, String text) -> done(() -> cast.say(as, to, text));
      case Step.Await(String as, String part, Duration within) -> arrived(as, part, within, now);
      case Step.React(String as, String emoji) -> {
        Seen last = last(as, message -> !message.fromMe());
        yield done(() -> cast.react(as, last.chat(), last.id(), emoji));
      }
      case Step.TakeBack(String as) -> {
        Seen last = last(as, Seen::fromMe);
        yield done(() -> cast.takeBack(as, last.chat(), last.id()));
      }
      case Step.Read(String as, String chat) -> {
        String where = chat.isEmpty() ? last(as, message -> !message.fromMe()).chat() : chat;
        yield done(() -> cast.read(as, where));
      }
      case Step.Listen(String as) -> {
        Seen voice = last(as, message -> !message.fromMe() && message.kind().equals("voice"));
        yield done(() -> cast.listen(as, voice.id()));
      }
      case Step.Pause(Duration time) -> !since.plus(time).isAfter(now);
      case Step.Leave(String as) -> done(() -> away(as, true));
      case Step.Return(String as) -> done(() -> away(as, false));
      case Step.Faults(String plan) -> done(() -> cast.faults(plan));
    };
  }

  private boolean arrived(String as, String part, Duration within, Instant now) {
    Set<String> old = before.getOrDefault(as, Set.of());
    for (Seen message : cast.shown(as)) {
      boolean fits =
          !message.fromMe()
              && !old.contains(message.id())
              && message.text().toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
      if (fits) {
        // The next wait is for another message.
        old.add(message.id());
        return true;
      }
    }
    if (since.plus(within).isBefore(now)) {
      fail("The awaited text did not come in time");
    }
    return false;
  }

  private Seen last(String as, Predicate<Seen> fits) {
    return cast.shown(as).reversed().stream()
        .filter(fits)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The phone shows no such message"));
  }

  private void away(String as, boolean away) {
    PersonAtWork person = people.get(as);
    if (person != null) {
      person.setAway(away);
    }
  }

  private Set<String> ids(String phone) {
    Set<String> ids = new HashSet<>();
    cast.shown(phone).forEach(message -> ids.add(message.id()));
    return ids;
  }

  private void fail(String why) {
    state = State.FAILED;
    problem = why;
  }

  private static boolean done(Runnable action) {
    action.run();
    return true;
  }
}
