package org.ledplatform.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.fault.Direction;
import org.ledplatform.sandbox.fault.Fault;
import org.ledplatform.sandbox.fault.FaultPlan;
import org.ledplatform.sandbox.fault.FaultRule;
import org.ledplatform.sandbox.standalone.StandaloneOptions;
import org.ledplatform.sandbox.standalone.StandaloneSandbox;
import org.ledplatform.testing.ChildProcess;

/** Starting, stopping, showing QRs, reconnecting and logging out leave nothing behind. */
class CyclesIT {

  private static final String TENANT = "local";

  /** The network waits a moment in each handshake, so several go on side by side. */
  private static final int WORKERS = 16;

  private static final int WARM_UP = 25;
  private static final int MORE = 100;

  /**
   * A connection that is kept holds 85 KB and a client that is stopped well above ten. What comes
   * and goes by itself are pages of the store, its cache of one megabyte included, and what the JVM
   * learns about code that has become hot.
   */
  private static final long HEAP_MARGIN = 3L * 1024 * 1024;

  /** The pool that carries virtual threads, and the JDK's cleaners, may have one more or less. */
  private static final int THREADS_MARGIN = 2;

  /** Some jars are opened late. A socket kept in one cycle of a hundred would be sixteen. */
  private static final long FILES_MARGIN = 8;

  /**
   * What is left when everybody has stopped: in the client's process, and the open files of this
   * one, in which the network runs.
   */
  private record Left(int cycles, long heap, int threads, int tasks, long files, long served) {}

  @TempDir Path folder;

  @Test
  @Timeout(300)
  void leaveNothingBehind() throws IOException {
    try (StandaloneSandbox sandbox = StandaloneSandbox.start(StandaloneOptions.free())) {
      FaultRule hangUp = FaultRule.of(new Fault.Close()).on(Direction.FROM_DEVICE, "chatstate");
      sandbox.network().server().plan(TENANT, FaultPlan.of(hangUp));
      List<Left> left = measure(sandbox);
      Left first = left.getFirst();
      Left last = left.getLast();
      System.out.println("After the warm-up: " + first + "; at the end: " + last);
      assertThat(last.cycles()).isEqualTo(WORKERS * (WARM_UP + MORE));
      assertThat(last.heap()).as("live heap").isLessThanOrEqualTo(first.heap() + HEAP_MARGIN);
      assertThat(last.threads())
          .as("platform threads")
          .isLessThanOrEqualTo(first.threads() + THREADS_MARGIN);
      assertThat(last.tasks()).as("virtual threads").isZero();
      assertThat(last.files())
          .as("open files of the clients")
          .isLessThanOrEqualTo(first.files() + FILES_MARGIN);
      assertThat(last.served())
          .as("open files of the network")
          .isLessThanOrEqualTo(first.served() + FILES_MARGIN);
    }
  }

  private List<Left> measure(StandaloneSandbox sandbox) throws IOException {
    List<String> phones =
        IntStream.range(0, WORKERS)
            .mapToObj(i -> new NewPhone("Phone " + i, Optional.empty()))
            .map(wish -> sandbox.control().addPhone(TENANT, wish).id())
            .toList();
    Process process =
        new ProcessBuilder(command(sandbox)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<Left> left = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "qr" ->
              sandbox.control().scan(TENANT, phones.get(Integer.parseInt(words[1])), words[2]);
          case "left" -> {
            left.add(read(words));
            process.outputWriter().write("\n");
            process.outputWriter().flush();
          }
          default -> System.out.println(line);
        }
      }
    } finally {
      process.destroyForcibly();
    }
    return left;
  }

  private static Left read(String[] words) {
    return new Left(
        Integer.parseInt(words[1]),
        Long.parseLong(words[2]),
        Integer.parseInt(words[3]),
        Integer.parseInt(words[4]),
        Long.parseLong(words[5]),
        Figures.openFiles());
  }

  private List<String> command(StandaloneSandbox sandbox) {
    return List.of(
        ChildProcess.java(),
        "-Xmx128m",
        "-XX:+UseSerialGC",
        // What is only kept for comfort does not count.
        "-XX:SoftRefLRUPolicyMSPerMB=0",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        CyclesMain.class.getName(),
        folder.resolve("devices.mv").toString(),
        sandbox.url(),
        sandbox.rootKey(),
        "" + WORKERS,
        "" + WARM_UP,
        "" + MORE);
  }
}
