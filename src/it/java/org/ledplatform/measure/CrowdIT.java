package org.ledplatform.measure;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.testing.ChildProcess;

/** Eight people who write to a hundred bots for the first time, all at once. */
class CrowdIT {

  private static final int BOTS = 100;
  private static final int PEOPLE = 8;
  private static final int MESSAGES = 15;
  private static final long ALL = BOTS * PEOPLE * MESSAGES;
  private static final long CPU_MILLIS_EACH = 8;

  /** Most of it is what the people's phones show and the test's own list of answers. */
  private static final long GROWTH = 64 * 1024 * 1024;

  @TempDir Path folder;

  @Test
  void isAnsweredOnceEachInFlatMemoryAndLittleTime() {
    try (ChildProcess crowd = ChildProcess.start(command(), folder, folder.resolve("output.txt"))) {
      assertThat(crowd.waitForEnd(Duration.ofMinutes(10)))
          .describedAs("%s", crowd.output())
          .isZero();
      Map<String, Long> figures = figures(crowd.output());
      System.out.println("A crowd of " + ALL + " messages: " + figures);
      assertThat(figures.get("answered")).isEqualTo(ALL);
      assertThat(figures.get("answeredTwice")).isZero();
      assertThat(figures.get("troubles")).isZero();
      assertThat(figure(figures, "cpuMillis") / ALL).isLessThan(CPU_MILLIS_EACH);
      assertThat(figure(figures, "heapAfter") - figure(figures, "heapBefore")).isLessThan(GROWTH);
    }
  }

  private static Map<String, Long> figures(String output) {
    return output
        .lines()
        .filter(line -> line.matches("\\w+=\\d+"))
        .map(line -> line.split("="))
        .collect(Collectors.toMap(parts -> parts[0], parts -> Long.valueOf(parts[1])));
  }

  private static long figure(Map<String, Long> figures, String name) {
    return requireNonNull(figures.get(name), name);
  }

  private List<String> command() {
    return List.of(
        ChildProcess.java(),
        "-Xmx192m",
        "-XX:+UseSerialGC",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        CrowdMain.class.getName(),
        folder.toString(),
        "" + BOTS,
        "" + PEOPLE,
        "" + MESSAGES);
  }
}
