package org.ledplatform.sandbox.scenario;

import java.util.List;

/**
 * A script and the people who answer while it is there.
 *
 * @param name unique for the tenant
 * @param seed what chance begins from
 */
public record Scenario(String name, long seed, List<Person> people, List<Step> steps) {

  public Scenario {
    people = List.copyOf(people);
    steps = List.copyOf(steps);
  }
}
