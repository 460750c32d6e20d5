package org.ledplatform.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.testing.ChildProcess;
import org.ledplatform.testing.PlatformServer;

/** A start that cannot succeed ends, with a message that a person can act upon. */
class BrokenConfigurationIT {

  /** Twenty times what it takes: a machine that is busy with something else is no failure. */
  private static final Duration SOON = Duration.ofMinutes(5);

  @TempDir Path directory;

  @Test
  void namesEveryProblemOfTheSettingsInOneMessageAndEnds() {
    try (PlatformServer server =
        PlatformServer.in(directory)
            .with("led.storage", "papyrus")
            .with("led.auth", "shibboleth")
            .with("led.api.rate-limit", "many")
            .with("led.whatsapp.root-key", "not hexadecimal")) {
      ChildProcess run = server.launch();

      assertThat(run.waitForEnd(SOON)).isNotZero();
      String log = run.output();
      assertThat(log).containsOnlyOnce("led.storage").containsOnlyOnce("led.auth");
      assertThat(log).containsOnlyOnce("led.api.rate-limit");
      assertThat(log).containsOnlyOnce("led.whatsapp.root-key");
    }
  }

  @Test
  void saysThatThePortIsTakenAndEnds() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PlatformServer server = PlatformServer.in(directory, taken.getLocalPort())) {
      ChildProcess run = server.launch();

      assertThat(run.waitForEnd(SOON)).isNotZero();
      assertThat(linesWith(run, "" + taken.getLocalPort()))
          .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains("in use"));
    }
  }

  @Test
  void saysThatAnotherProcessHasTheDatabaseAndEnds() {
    try (PlatformServer first = PlatformServer.in(directory).start();
        PlatformServer second =
            PlatformServer.in(directory.resolve("second"))
                .with("led.data-dir", directory.resolve("data").toString())) {
      ChildProcess run = second.launch();

      assertThat(run.waitForEnd(SOON)).isNotZero();
      assertThat(linesWith(run, "another process")).hasSize(1);
      assertThat(first.api().get("health/ready").status()).isEqualTo(200);
    }
  }

  @Test
  void endsWhenAFileOfItsOwnCannotBeWrittenInsteadOfRunningWithoutThePlatform() throws IOException {
    Path certificate = directory.resolve("data").resolve("sandbox-media.pem");
    Files.createDirectories(certificate);
    try (PlatformServer server = PlatformServer.in(directory)) {
      ChildProcess run = server.launch();

      assertThat(run.waitForEnd(SOON)).isNotZero();
      assertThat(linesWith(run, certificate.toString())).isNotEmpty();
    }
  }

  private static List<String> linesWith(ChildProcess run, String text) {
    return run.output().lines().filter(line -> line.contains(text)).toList();
  }
}
