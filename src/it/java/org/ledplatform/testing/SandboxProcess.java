package org.ledplatform.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** The sandbox network in a process of its own, started as the README says. */
public final class SandboxProcess implements AutoCloseable {

  private final ChildProcess process;
  private final JsonNode address;

  private SandboxProcess(ChildProcess process, JsonNode address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts the program and waits for the line that tells where it listens.
   *
   * @param directory a folder for its output
   */
  public static SandboxProcess start(Path directory) {
    String jar = System.getProperty("led.tests.sandbox");
    if (jar == null) {
      throw new IllegalStateException("run the test with mvn verify");
    }
    ChildProcess process =
        ChildProcess.start(
            List.of(ChildProcess.java(), "-Xmx256m", "-jar", jar, "--port", "0"),
            directory,
            directory.resolve("sandbox.log"));
    Awaitility.await("the sandbox tells its address")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("the sandbox ended:\n" + process.output());
              }
              return addressIn(process.output()).isPresent();
            });
    return new SandboxProcess(process, addressIn(process.output()).orElseThrow());
  }

  /** Where clients connect: {@code ws://127.0.0.1:…/sandbox/ws/chat}. */
  public String url() {
    return address.required("url").asText();
  }

  /** The public key that signs the network's certificates, in hexadecimal. */
  public String rootKey() {
    return address.required("rootKey").asText();
  }

  /** What clients of the media host must trust, in PEM. */
  public String mediaCertificate() {
    return address.required("mediaCertificate").asText();
  }

  /** The paths {@code /api/sandbox/*}, which need no account here. */
  public Api control() {
    return new Api(URI.create(address.required("control").asText() + "/"));
  }

  /** What the program has printed, both streams. */
  public String output() {
    return process.output();
  }

  @Override
  public void close() {
    process.close();
  }

  private static Optional<JsonNode> addressIn(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith("{") && line.endsWith("}"))
        .findFirst()
        .map(SandboxProcess::parse);
  }

  private static JsonNode parse(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }
}
