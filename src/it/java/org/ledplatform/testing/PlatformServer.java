package org.ledplatform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The built WAR on the plain server jar, in a process of its own, as somebody runs it who has
 * nothing else. It keeps its data directory and its port from one start to the next, so a test can
 * stop or kill it and start it again.
 */
public final class PlatformServer implements AutoCloseable {

  /** Twenty times what it takes: a machine that is busy with something else is no failure. */
  private static final Duration START = Duration.ofMinutes(5);

  private final Path directory;
  private final int port;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final List<ChildProcess> runs = new ArrayList<>();
  private Path war = Path.of(required("led.tests.war"));

  private PlatformServer(Path directory, int port) {
    this.directory = directory;
    this.port = port;
    settings.put("led.data-dir", directory.resolve("data").toString());
    settings.put("led.api.rate-limit", "0");
  }

  /**
   * A server that is not started yet, with a free port and the rate limit of the API off.
   *
   * @param directory an empty folder for its data, its temporary files and its log
   */
  public static PlatformServer in(Path directory) {
    return new PlatformServer(directory, FreePort.find());
  }

  /** The same, at a chosen port. */
  public static PlatformServer in(Path directory, int port) {
    return new PlatformServer(directory, port);
  }

  /** One setting for the next start, such as {@code led.sandbox.enabled}. */
  public PlatformServer with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** Another WAR than the built one, for the next start. */
  public PlatformServer deploying(Path other) {
    war = other;
    return this;
  }

  /** Where the platform answers, with a slash at the end. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  public int port() {
    return port;
  }

  /** The HTTP API without a user. */
  public Api api() {
    return new Api(url());
  }

  /**
   * Starts the process and waits until the platform says that it is ready.
   *
   * @throws AssertionError with the log when it ends instead, or is not ready in time
   */
  public PlatformServer start() {
    ChildProcess run = launch();
    try {
      Awaitility.await("the platform is ready")
          .atMost(START)
          .pollInterval(Duration.ofMillis(100))
          .conditionEvaluationListener(
              condition -> {
                if (!run.isAlive()) {
                  throw new AssertionError("the server ended while it started:\n" + run.output());
                }
              })
          .until(this::isReady);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(whyNotReady(run), e);
    }
    return this;
  }

  /** The first line has the gist, because that is all that a summary of tests shows. */
  private static String whyNotReady(ChildProcess run) {
    String log = run.output();
    String threads = run.threads();
    String main =
        threads
            .lines()
            .dropWhile(line -> !line.startsWith("\"main\""))
            .filter(line -> line.startsWith("\tat "))
            .limit(4)
            .map(line -> line.substring(4))
            .collect(Collectors.joining(" < "));
    return "not ready after %s; main thread: %s; last line of the log: %s%nthe log:%n%s%nits threads:%n%s"
        .formatted(START, main, log.lines().reduce("", (_, next) -> next), log, threads);
  }

  /** Starts the process and waits for nothing: for tests of a start that must fail. */
  public ChildProcess launch() {
    try {
      Path temporary = Files.createDirectories(directory.resolve("tmp"));
      ChildProcess run =
          ChildProcess.start(
              command(temporary), directory, directory.resolve("server-" + runs.size() + ".log"));
      runs.add(run);
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command(Path temporary) {
    List<String> command = new ArrayList<>();
    command.add(ChildProcess.java());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-javaagent:" + required("led.tests.port-check") + "=" + port);
    command.add("-Djava.io.tmpdir=" + temporary);
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-jar", required("led.tests.server"), "--port", "" + port));
    command.addAll(List.of("--disablephonehome", "--nohazelcast", "--contextroot", "/"));
    command.addAll(
        List.of("--prebootcommandfile", projectFile("config/pre-boot-commands.asadmin")));
    command.addAll(List.of("--logproperties", projectFile("config/logging.properties")));
    command.addAll(List.of("--deploy", war.toString()));
    return command;
  }

  /** Asks the running process to end and waits. */
  public void stop() {
    running().stop();
  }

  /** Ends the running process with SIGKILL. */
  public void kill() {
    running().kill();
  }

  /** What the present or last run has printed. */
  public String log() {
    return running().output();
  }

  /** How much memory the process holds, as the system counts it, for people to read. */
  public String memory() {
    return running().memory();
  }

  private ChildProcess running() {
    if (runs.isEmpty()) {
      throw new IllegalStateException("this server was never started");
    }
    return runs.getLast();
  }

  private boolean isReady() {
    try {
      return http.send(
                  HttpRequest.newBuilder(url().resolve("health/ready"))
                      .timeout(Duration.ofSeconds(5))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    runs.forEach(ChildProcess::close);
    http.close();
  }

  private static String projectFile(String path) {
    return Path.of(path).toAbsolutePath().toString();
  }

  private static String required(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException(
          "the system property " + property + " is not set; run the test with mvn verify");
    }
    return value;
  }
}
