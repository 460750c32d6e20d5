package org.ledplatform.sandbox.scenario;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * What keeps the people of one tenant from doing without end: how much they may still do before the
 * next tick, and which messages were answers, because an answer is not answered. Used by one thread
 * at a time.
 */
public final class Acts {

  /** How many acts there are between two ticks, over all scenarios. */
  public static final int PER_TICK = 50;

  /** Phones show fewer messages than this. */
  private static final int MAX_ANSWERS = 10_000;

  private final SequencedSet<String> answers = new LinkedHashSet<>();
  private int left = PER_TICK;

  /** A tick has come. */
  public void refill() {
    left = PER_TICK;
  }

  /** Whether there is one more; then it counts as done. */
  boolean take() {
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }

  /** Somebody wrote this by a rule. */
  void answered(String messageId) {
    answers.add(messageId);
    if (answers.size() > MAX_ANSWERS) {
      answers.removeFirst();
    }
  }

  /** Whether somebody wrote this by a rule. */
  boolean isAnswer(String messageId) {
    return answers.contains(messageId);
  }
}
