package org.ledplatform.assembly;

import java.util.List;

/**
 * The platform cannot start; the message tells the person who runs it everything there is to do.
 */
final class StartRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StartRefusedException(String message) {
    super(message);
  }

  /** With one line for each problem. */
  static StartRefusedException because(String heading, List<String> problems) {
    return new StartRefusedException(heading + "\n  * " + String.join("\n  * ", problems));
  }
}
