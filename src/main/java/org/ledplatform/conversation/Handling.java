package org.ledplatform.conversation;

import java.util.Optional;

/** What came of one message. */
sealed interface Handling {

  /** What is answered, if anything. */
  Optional<String> reply();

  /** No command of ours: nothing is said and nothing is logged. */
  record Ignored() implements Handling {
    @Override
    public Optional<String> reply() {
      return Optional.empty();
    }
  }

  /** A command that was not run. */
  record Refused(String command, String why, Optional<String> reply) implements Handling {}

  /**
   * A command that ran.
   *
   * @param outcome one word for the log
   */
  record Ran(String command, String outcome, Optional<String> reply) implements Handling {}

  /** A command that crashed. */
  record Crashed(String command, String incident, String trace, Optional<String> reply)
      implements Handling {}
}
