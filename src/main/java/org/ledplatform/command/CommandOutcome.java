package org.ledplatform.command;

/** What came of a command. */
public sealed interface CommandOutcome {

  /** It did what was asked; this is the answer. */
  record Reply(String text) implements CommandOutcome {}

  /** What was asked cannot be done, for instance because an argument is wrong; this says why. */
  record Declined(String text) implements CommandOutcome {}
}
