package org.ledplatform.testing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * The Node process that runs {@code src/it/baileys/driver.mjs}: commands go in and events come out
 * as lines of JSON. Collects everything that it tells.
 */
final class NodeDriver implements AutoCloseable {

  static final Duration SOON = Duration.ofSeconds(40);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path HOME = Path.of("src/it/baileys").toAbsolutePath();

  private final Process process;
  private final BufferedWriter input;
  private final Path errors;
  private final List<JsonNode> told = new CopyOnWriteArrayList<>();

  private NodeDriver(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.input = process.outputWriter();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Thread.ofVirtual().start(this::listen);
  }

  /**
   * Starts the process.
   *
   * @param arguments of the driver
   * @param folder for what it logs
   * @param certificate what Node trusts besides its own
   */
  static NodeDriver start(List<String> arguments, Path folder, Optional<Path> certificate) {
    install();
    try {
      Path errors = Files.createDirectories(folder).resolve("baileys.log");
      List<String> command = new ArrayList<>(List.of("node", "driver.mjs"));
      command.addAll(arguments);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(HOME.toFile())
              .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
      certificate.ifPresent(
          file ->
              builder.environment().put("NODE_EXTRA_CA_CERTS", file.toAbsolutePath().toString()));
      return new NodeDriver(builder.start(), errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Installs what the lock file names, unless exactly that is there. */
  private static synchronized void install() {
    Path installed = HOME.resolve("node_modules/.package-lock.json");
    Path wanted = HOME.resolve("package-lock.json");
    try {
      if (Files.exists(installed)
          && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted))
              >= 0) {
        return;
      }
      Path log = Files.createTempFile("npm-ci", ".log");
      ChildProcess npm = ChildProcess.start(List.of("npm", "ci", "--ignore-scripts"), HOME, log);
      if (npm.waitForEnd(Duration.ofMinutes(5)) != 0) {
        throw new AssertionError("npm ci failed:\n" + npm.output());
      }
      Files.delete(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith("{\"event\"")) {
          told.add(JSON.readTree(line));
        }
      }
    } catch (IOException e) {
      // The process has ended; whoever waits for it sees that.
    }
  }

  /** How much it has told so far. */
  int told() {
    return told.size();
  }

  /** Where it logs. */
  Path folder() {
    return requireNonNull(errors.getParent());
  }

  /** The first event that fits, whenever it came. */
  JsonNode waitForAny(Predicate<JsonNode> fits) {
    return Awaitility.await("an answer of Baileys")
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> told.stream().filter(fits).limit(1).toList(), found -> !found.isEmpty())
        .getFirst();
  }

  /** The first event of this name since then that fits. */
  JsonNode waitFrom(int start, String name, Predicate<JsonNode> fits) {
    return Awaitility.await("the event " + name + " of Baileys")
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> find(start, name, fits), found -> !found.isEmpty())
        .getFirst();
  }

  /**
   * Everything told since then. A view of a list that grows cannot be walked through: this is a
   * copy.
   */
  List<JsonNode> since(int start) {
    List<JsonNode> all = List.copyOf(told);
    return all.subList(start, all.size());
  }

  private List<JsonNode> find(int start, String name, Predicate<JsonNode> fits) {
    List<JsonNode> recent = since(start);
    for (JsonNode event : recent) {
      String kind = event.required("event").asText();
      if (kind.equals("failed")) {
        throw new AssertionError("Baileys failed: " + event + log());
      }
    }
    if (!process.isAlive()) {
      throw new AssertionError("Node has ended: " + recent + log());
    }
    return recent.stream()
        .filter(event -> event.required("event").asText().equals(name) && fits.test(event))
        .limit(1)
        .toList();
  }

  /** Everything that the client has told and logged, for messages of failed tests. */
  String log() {
    return "\n" + told + "\n" + logged();
  }

  /** What the client has logged. */
  String logged() {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives it a command. */
  void say(Map<String, ?> command) {
    try {
      input.write(JSON.writeValueAsString(command));
      input.newLine();
      input.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    } catch (IOException e) {
      throw new UncheckedIOException("Node has ended:" + log(), e);
    }
  }

  @Override
  public void close() {
    try {
      input.close();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
