package org.ledplatform.sandbox.standalone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the network runs alone.
 *
 * @param port of the WebSocket; 0 for a free one
 * @param controlPort of the paths under {@code /api/sandbox}; 0 for a free one
 * @param dataDir where state survives a restart; in memory when absent
 */
public record StandaloneOptions(int port, int controlPort, Optional<Path> dataDir) {

  private static final int MAX_PORT = 65_535;

  /** Free ports, in memory. */
  public static StandaloneOptions free() {
    return new StandaloneOptions(0, 0, Optional.empty());
  }

  /** Free ports, with a memory on disk. */
  public static StandaloneOptions in(Path dataDir) {
    return new StandaloneOptions(0, 0, Optional.of(dataDir));
  }

  /**
   * Reads the arguments of a command line.
   *
   * @throws IllegalArgumentException with one line that a person can act on
   */
  static StandaloneOptions parse(String... arguments) {
    StandaloneOptions options = free();
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " needs a value");
      }
      String value = arguments[i + 1];
      options =
          switch (arguments[i]) {
            case "--port" ->
                new StandaloneOptions(
                    port("--port", value), options.controlPort(), options.dataDir());
            case "--control-port" ->
                new StandaloneOptions(
                    options.port(), port("--control-port", value), options.dataDir());
            case "--data-dir" ->
                new StandaloneOptions(
                    options.port(), options.controlPort(), Optional.of(path(value)));
            default ->
                throw new IllegalArgumentException(
                    "Unknown option "
                        + arguments[i]
                        + "; there are --port, --control-port and --data-dir");
          };
    }
    return options;
  }

  private static int port(String option, String value) {
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port <= MAX_PORT) {
        return port;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw new IllegalArgumentException(option + " needs a number from 0 to " + MAX_PORT);
  }

  private static Path path(String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("--data-dir needs a path", e);
    }
  }
}
