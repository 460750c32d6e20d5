package org.ledplatform.sandbox.scenario;

import java.time.Duration;

/** One step of a script. */
public sealed interface Step {

  /** Somebody writes a text. */
  record Say(String as, String to, String text) implements Step {
    @Override
    public String toString() {
      return "Say[…]";
    }
  }

  /**
   * Somebody's phone must show a text that came in after the scenario began.
   *
   * @param contains part of it, in any case
   * @param within else the scenario has failed
   */
  record Await(String as, String contains, Duration within) implements Step {
    @Override
    public String toString() {
      return "Await[…]";
    }
  }

  /** Somebody puts an emoji on the last message that came in. */
  record React(String as, String emoji) implements Step {}

  /** Somebody takes back what they wrote last. */
  record TakeBack(String as) implements Step {}

  /**
   * Somebody reads everything in a chat.
   *
   * @param chat empty for the chat of the last message that came in
   */
  record Read(String as, String chat) implements Step {}

  /** Somebody listens to the last voice note that came in. */
  record Listen(String as) implements Step {}

  /** Nothing happens for a while. */
  record Pause(Duration time) implements Step {}

  /** Somebody does not answer by their rules from now on; what comes in waits. */
  record Leave(String as) implements Step {}

  /** Somebody is back, and answers what has waited. */
  record Return(String as) implements Step {}

  /**
   * Faults come in force, or end.
   *
   * @param plan as JSON; empty to end them
   */
  record Faults(String plan) implements Step {}
}
