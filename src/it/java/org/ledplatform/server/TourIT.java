package org.ledplatform.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.testing.ChildProcess;
import org.ledplatform.testing.PlatformServer;
import org.ledplatform.testing.Requirements;

/** The tour that the README shows, under the settings that a user has, with its figures printed. */
class TourIT {

  private static final int DEFAULT_RATE_LIMIT = 20;

  @TempDir Path directory;

  @Test
  void walksFromRegistrationToAnAnsweredPingAndThroughARestart() throws IOException {
    Requirements.need("curl");
    Requirements.need("jq");
    try (PlatformServer server =
        PlatformServer.in(directory).with("led.api.rate-limit", "" + DEFAULT_RATE_LIMIT)) {
      Instant before = Instant.now();
      server.start();
      long started = Duration.between(before, Instant.now()).toMillis();

      ChildProcess tour =
          ChildProcess.start(
              List.of("bash", "src/it/tour.sh", server.url().toString()),
              Path.of("").toAbsolutePath(),
              directory.resolve("tour.log"));
      int code = tour.waitForEnd(Duration.ofMinutes(3));

      print(started, server.memory(), tour.output());
      assertThat(code).as(() -> tour.output() + "\n" + server.log()).isZero();
    }
  }

  private static void print(long started, String memory, String tour) throws IOException {
    long war = Files.size(Path.of(System.getProperty("led.tests.war"))) / (1024 * 1024);
    System.out.printf(
        "%nThe WAR has %d MB; the server was ready after %d ms and uses %s.%n%s%n",
        war, started, memory, tour);
  }
}
