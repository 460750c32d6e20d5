package org.ledplatform.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs that some tests need beside JDK and Maven. A test whose program is missing is skipped
 * with a loud line that names what to install; under {@code -Dled.tests.require=all} it fails.
 */
public final class Requirements {

  private static final int OLDEST_NODE = 20;

  private Requirements() {}

  /** Skips the calling test, or fails it, unless Node 20 or newer and npm can be called. */
  public static void needNode() {
    if (nodeVersion() < OLDEST_NODE || find("npm").isEmpty()) {
      missing(
          "Node "
              + OLDEST_NODE
              + " or newer with npm is not here, so nothing is tested against other people's"
              + " clients. Install the packages nodejs and npm.");
    }
  }

  /**
   * Skips the calling test, or fails it, unless Chromium can be called.
   *
   * @return the browser's program
   */
  public static Path needChromium() {
    Optional<Path> chromium =
        Stream.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
            .flatMap(name -> find(name).stream())
            .findFirst();
    if (chromium.isEmpty()) {
      missing(
          "Chromium is not here, so no page is tested in a browser. Install the package chromium.");
    }
    return chromium.orElseThrow();
  }

  /**
   * Skips the calling test, or fails it, unless a program can be called.
   *
   * @param program its name on the path, which is also the name of the package to install
   */
  public static void need(String program) {
    if (find(program).isEmpty()) {
      missing(program + " is not here. Install the package " + program + ".");
    }
  }

  private static void missing(String what) {
    if ("all".equals(System.getProperty("led.tests.require"))) {
      Assertions.fail("led.tests.require=all, but " + what);
    }
    String line = "!!!! SKIPPED: " + what;
    String frame = "!".repeat(Math.min(line.length(), 120));
    System.out.println("\n" + frame + "\n" + line + "\n" + frame + "\n");
    Assumptions.abort(what);
  }

  private static Optional<Path> find(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int nodeVersion() {
    if (find("node").isEmpty()) {
      return 0;
    }
    try {
      Process node =
          new ProcessBuilder(List.of("node", "-p", "process.versions.node.split('.')[0]"))
              .redirectErrorStream(true)
              .start();
      String answer = new String(node.getInputStream().readAllBytes()).strip();
      return node.waitFor(10, TimeUnit.SECONDS) && answer.matches("\\d+")
          ? Integer.parseInt(answer)
          : 0;
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
