package org.ledplatform.sandbox.fault;

import java.util.List;

/**
 * The faults that are in force, in the order in which they are applied.
 *
 * @param seed what chance begins from: the same seed, phone numbers and traffic give the same
 *     faults
 */
public record FaultPlan(long seed, List<FaultRule> rules) {

  /** The most rules that a plan has. */
  public static final int MAX_RULES = 50;

  /** Nothing goes wrong. */
  public static final FaultPlan NONE = new FaultPlan(0, List.of());

  public FaultPlan {
    rules = List.copyOf(rules);
    if (rules.size() > MAX_RULES) {
      throw new IllegalArgumentException("A plan has at most " + MAX_RULES + " rules");
    }
  }

  /** These rules from seed 1. */
  public static FaultPlan of(FaultRule... rules) {
    return new FaultPlan(1, List.of(rules));
  }
}
