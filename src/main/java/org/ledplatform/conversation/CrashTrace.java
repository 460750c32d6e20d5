package org.ledplatform.conversation;

import java.util.ArrayList;
import java.util.List;

/**
 * Where an exception came from, without the texts of exceptions: {@code For input string: "…"}
 * would put what somebody wrote into the log.
 */
final class CrashTrace {

  private static final int MOST_FRAMES = 12;
  private static final int MOST_CAUSES = 4;

  private CrashTrace() {}

  static String of(Throwable crash) {
    List<String> lines = new ArrayList<>();
    Throwable at = crash;
    for (int depth = 0; depth < MOST_CAUSES && at != null; depth++) {
      lines.add((depth == 0 ? "" : "caused by ") + at.getClass().getName());
      StackTraceElement[] frames = at.getStackTrace();
      for (int i = 0; i < Math.min(MOST_FRAMES, frames.length); i++) {
        lines.add("  at " + frames[i]);
      }
      at = at.getCause();
    }
    return String.join("\n", lines);
  }
}
