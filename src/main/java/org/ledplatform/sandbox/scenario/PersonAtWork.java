package org.ledplatform.sandbox.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.ledplatform.sandbox.scenario.Cast.Seen;
import org.ledplatform.sandbox.scenario.Person.Rule;

/** A person who answers by rules, over time. Used under the lock of its scenario. */
final class PersonAtWork {

  /** Whoever has so much to do answers nothing more until some of it is done. */
  private static final int MAX_INTENTS = 1_000;

  private final Person person;
  private final Cast cast;
  private final SplittableRandom chance;
  private final Map<Rule, Integer> used = new HashMap<>();
  private final List<Intent> intents = new ArrayList<>();
  private Set<String> known;
  private boolean away;

  /** What the person is about to do. */
  private record Intent(Instant due, Rule rule, Seen about) {}

  PersonAtWork(Person person, Cast cast, SplittableRandom chance) {
    this.person = person;
    this.cast = cast;
    this.chance = chance;
    // Whatever was there before the scenario began is not answered.
    this.known = ids(cast.shown(person.phone()));
  }

  String phone() {
    return person.phone();
  }

  void setAway(boolean nowAway) {
    away = nowAway;
  }

  /** Reads what is new and does what is due, as far as there are acts; the rest waits. */
  void live(Instant now, Acts acts) {
    if (away) {
      return;
    }
    List<Seen> shown = cast.shown(person.phone());
    for (Seen message : shown) {
      if (isForRules(message, acts)) {
        rule(message).ifPresent(rule -> intend(now, rule, message));
      }
    }
    known = ids(shown);
    List<Intent> due = intents.stream().filter(i -> !i.due().isAfter(now)).toList();
    for (Intent intent : due) {
      if (!acts.take()) {
        return;
      }
      intents.remove(intent);
      act(intent, acts);
    }
  }

  /** Not what another person wrote by a rule: two who answer everything would never end. */
  private boolean isForRules(Seen message, Acts acts) {
    return !message.fromMe()
        && !known.contains(message.id())
        && !acts.isAnswer(message.id())
        && intents.size() < MAX_INTENTS;
  }

  private Optional<Rule> rule(Seen message) {
    return person.rules().stream()
        .filter(rule -> rule.fits(message.text()))
        .filter(rule -> rule.times() == 0 || used.getOrDefault(rule, 0) < rule.times())
        .findFirst();
  }

  private void intend(Instant now, Rule rule, Seen message) {
    used.merge(rule, 1, Integer::sum);
    long spread = rule.most().minus(rule.least()).toMillis();
    Duration takes = rule.least().plusMillis(spread > 0 ? chance.nextLong(spread + 1) : 0);
    intents.add(new Intent(now.plus(takes), rule, message));
  }

  private void act(Intent intent, Acts acts) {
    Seen about = intent.about();
    intent
        .rule()
        .react()
        .ifPresent(emoji -> cast.react(person.phone(), about.chat(), about.id(), emoji));
    intent
        .rule()
        .say()
        .ifPresent(
            text ->
                acts.answered(
                    cast.say(person.phone(), about.chat(), text.replace("{text}", about.text()))));
  }

  private static Set<String> ids(List<Seen> shown) {
    Set<String> ids = new HashSet<>();
    shown.forEach(message -> ids.add(message.id()));
    return ids;
  }
}
