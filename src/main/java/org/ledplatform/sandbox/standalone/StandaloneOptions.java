package org.ledplatform.sandbox.standalone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the network runs alone.
 *
 * @param port of the WebSocket; 0 for a free one
 * @param controlPort of the paths under {@code /api/sandbox}; 0 for a free one
 * @param mediaPort of the media host, over TLS; 0 for a free one
 * @param dataDir where state survives a restart; in memory when absent
 */
public record StandaloneOptions(int port, int controlPort, int mediaPort, Optional<Path> dataDir) {

  private static final int MAX_PORT = 65_535;

  /** Free ports, in memory. */
  public static StandaloneOptions free() {
    return new StandaloneOptions(0, 0, 0, Optional.empty());
  }

  /** Free ports, with a memory on disk. */
  public static StandaloneOptions in(Path dataDir) {
    return new StandaloneOptions(0, 0, 0, Optional.of(dataDir));
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
            case "--port" -> options.withPort(port("--port", value));
            case "--control-port" -> options.withControlPort(port("--control-port", value));
            case "--media-port" -> options.withMediaPort(port("--media-port", value));
            case "--data-dir" -> options.withDataDir(path(value));
            default ->
                throw new IllegalArgumentException(
                    "Unknown option "
                        + arguments[i]
                        + "; there are --port, --control-port, --media-port and --data-dir");
          };
    }
    return options;
  }

  private StandaloneOptions withPort(int other) {
    return new StandaloneOptions(other, controlPort, mediaPort, dataDir);
  }

  private StandaloneOptions withControlPort(int other) {
    return new StandaloneOptions(port, other, mediaPort, dataDir);
  }

  private StandaloneOptions withMediaPort(int other) {
    return new StandaloneOptions(port, controlPort, other, dataDir);
  }

  private StandaloneOptions withDataDir(Path other) {
    return new StandaloneOptions(port, controlPort, mediaPort, Optional.of(other));
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
