package org.ledplatform.whatsapp.client;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Runs steps of which each asks for the next, side by side rather than inside each other: however
 * many there are, they need no more stack than one. Lives on the lane.
 */
final class StepLoop {

  private final Deque<Runnable> steps = new ArrayDeque<>();
  private boolean running;

  /** Runs the step now, or when the one that asks for it has returned. */
  void then(Runnable step) {
    steps.add(step);
    if (running) {
      return;
    }
    running = true;
    try {
      while (!steps.isEmpty()) {
        steps.remove().run();
      }
    } finally {
      // After a step that threw there is nobody to go on.
      running = false;
      steps.clear();
    }
  }
}
