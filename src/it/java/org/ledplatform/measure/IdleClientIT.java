package org.ledplatform.measure;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.standalone.StandaloneOptions;
import org.ledplatform.sandbox.standalone.StandaloneSandbox;
import org.ledplatform.testing.ChildProcess;

/** What a connected client that has nothing to do keeps in the heap. */
class IdleClientIT {

  private static final String TENANT = "local";
  private static final int FEW = 40;
  private static final int MANY = 160;
  private static final int DEVICES_OF_A_PHONE = 4;
  private static final long LIMIT = 100 * 1024;

  @TempDir Path folder;

  @Test
  @Timeout(300)
  void holdsLessThanAHundredKilobytesOfHeap() throws IOException {
    try (StandaloneSandbox sandbox = StandaloneSandbox.start(StandaloneOptions.free())) {
      Map<Integer, Long> heap = measure(sandbox);
      long each = (requireNonNull(heap.get(MANY)) - requireNonNull(heap.get(FEW))) / (MANY - FEW);
      System.out.println("An idle client holds " + each + " bytes of live heap.");
      assertThat(each).isLessThanOrEqualTo(LIMIT);
    }
  }

  private Map<Integer, Long> measure(StandaloneSandbox sandbox) throws IOException {
    Process process =
        new ProcessBuilder(command(sandbox)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Map<Integer, Long> heap = new HashMap<>();
    List<Phone> phones = new ArrayList<>();
    int scanned = 0;
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "qr" -> {
            if (scanned++ % DEVICES_OF_A_PHONE == 0) {
              phones.add(
                  sandbox
                      .control()
                      .addPhone(TENANT, new NewPhone("Phone " + scanned, Optional.empty())));
            }
            sandbox.control().scan(TENANT, phones.getLast().id(), words[1]);
          }
          case "heap" -> heap.put(Integer.valueOf(words[1]), Long.valueOf(words[2]));
          default -> System.out.println(line);
        }
      }
    } finally {
      process.destroyForcibly();
    }
    return heap;
  }

  private List<String> command(StandaloneSandbox sandbox) {
    return List.of(
        ChildProcess.java(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        IdleMain.class.getName(),
        folder.resolve("devices.mv").toString(),
        sandbox.url(),
        sandbox.rootKey(),
        "" + FEW,
        "" + MANY);
  }
}
