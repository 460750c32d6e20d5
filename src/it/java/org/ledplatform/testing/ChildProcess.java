package org.ledplatform.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that a test has started. What it prints goes to a file that the test can read. It never
 * outlives the JVM of the tests.
 */
public final class ChildProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path output;
  private final Thread reaper;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
    this.reaper = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /**
   * Starts a program.
   *
   * @param command program and arguments
   * @param directory where it runs
   * @param output the file that takes what it prints, both streams, replaced when it is there
   */
  public static ChildProcess start(List<String> command, Path directory, Path output) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      return new ChildProcess(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), e);
    }
  }

  /** The program that runs the tests: the JDK that the build has chosen. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Everything that the program has printed so far. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How much memory the process holds, where the system tells: {@code 412 MB}. */
  public String memory() {
    Path status = Path.of("/proc", "" + process.pid(), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
          .findFirst()
          .orElse("an unknown amount of memory");
    } catch (IOException e) {
      return "an unknown amount of memory";
    }
  }

  /** What every thread of a program on our Java does just now, as {@code jstack} tells it. */
  public String threads() {
    String jstack = Path.of(System.getProperty("java.home"), "bin", "jstack").toString();
    try {
      Process asked =
          new ProcessBuilder(jstack, "-l", "" + process.pid()).redirectErrorStream(true).start();
      try (InputStream answer = asked.getInputStream()) {
        return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      return "no threads to be seen: " + e.getMessage();
    }
  }

  /**
   * Waits for the program's own end.
   *
   * @return its exit code
   * @throws AssertionError when it is still running after {@code limit}
   */
  public int waitForEnd(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("still running after " + limit + ":\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Asks the program to end, as a service manager does, and waits.
   *
   * @throws AssertionError with what its threads do when it does not end; then it is killed
   */
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        String threads = threads();
        kill();
        throw new AssertionError("did not end within " + PATIENCE + " when asked:\n" + threads);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    forget();
  }

  /** Ends the program with SIGKILL: it gets no chance to write anything. */
  public void kill() {
    process.destroyForcibly();
    waitForEnd(PATIENCE);
    forget();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
  }

  private void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(reaper);
    } catch (IllegalStateException e) {
      // The JVM is on its way out and runs the hook by itself.
    }
  }
}
