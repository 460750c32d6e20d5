package org.ledplatform.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.standalone.StandaloneOptions;
import org.ledplatform.sandbox.standalone.StandaloneSandbox;
import org.ledplatform.testing.ChildProcess;

/**
 * A file of 100 MB goes to the media host and comes back over TLS, and the heap of the client's
 * process hardly notices. While the file moves, that process collects its garbage again and again
 * and keeps the largest figure that it found afterwards; the heap as a whole is smaller than half
 * the file.
 */
class MediaHeapIT {

  private static final int MEGABYTE = 1_000_000;
  private static final long LIMIT = 4L * 1024 * 1024;

  /** A file: live heap before, the most while it moved, and how often that was looked at. */
  private record Move(long before, long peak, int looks) {}

  @TempDir Path folder;

  @Test
  @Timeout(300)
  void aHundredMegabytesNeedAtMostFourOfHeap() throws IOException {
    Path warm = file("warm", 5);
    Path large = file("large", 100);
    try (StandaloneSandbox sandbox = StandaloneSandbox.start(StandaloneOptions.free())) {
      Path certificate = Files.writeString(folder.resolve("media.pem"), sandbox.mediaCertificate());
      Move move = measure(sandbox, certificate, warm, large).getLast();
      System.out.println(
          "100 MB up and down held at most "
              + (move.peak() - move.before())
              + " bytes of live heap more than before, in "
              + move.looks()
              + " looks.");
      assertThat(move.peak() - move.before()).isLessThanOrEqualTo(LIMIT);
      assertThat(move.looks()).isGreaterThan(10);
    }
    assertThat(large.resolveSibling("large.back")).hasSameBinaryContentAs(large);
  }

  private Path file(String name, int megabytes) throws IOException {
    Path file = folder.resolve(name);
    Random random = new Random(megabytes);
    byte[] piece = new byte[MEGABYTE];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < megabytes; i++) {
        random.nextBytes(piece);
        out.write(piece);
      }
    }
    return file;
  }

  private static List<Move> measure(
      StandaloneSandbox sandbox, Path certificate, Path warm, Path large) throws IOException {
    Process process =
        new ProcessBuilder(command(sandbox, certificate, warm, large))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String phone = sandbox.control().addPhone("local", new NewPhone("Ada", Optional.empty())).id();
    List<Move> moves = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "qr" -> sandbox.control().scan("local", phone, words[1]);
          case "moved" ->
              moves.add(
                  new Move(
                      Long.parseLong(words[1]),
                      Long.parseLong(words[2]),
                      Integer.parseInt(words[3])));
          default -> System.out.println(line);
        }
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(moves).as("files that were moved").hasSize(2);
    return moves;
  }

  private static List<String> command(
      StandaloneSandbox sandbox, Path certificate, Path warm, Path large) {
    return List.of(
        ChildProcess.java(),
        "-Xmx48m",
        "-XX:+UseSerialGC",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        MediaHeapMain.class.getName(),
        sandbox.url(),
        sandbox.rootKey(),
        certificate.toString(),
        warm.toString(),
        large.toString());
  }
}
