package org.ledplatform.assembly.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Ends the start with one line when the port is taken. The server itself would write that an
 * address is in use, without saying which, between stack traces, and end with exit code 0.
 */
public final class PortCheck {

  /** The exit code of a start that cannot succeed. */
  static final int CANNOT_START = 1;

  private PortCheck() {}

  /**
   * Called by the JVM before the server's own {@code main}.
   *
   * @param port where the server is told to listen, on the loopback interface
   */
  public static void premain(String port) {
    String problem = problemWith(port);
    if (!problem.isEmpty()) {
      System.err.println(problem);
      System.exit(CANNOT_START);
    }
  }

  /** What is wrong with the port, in one line; empty when a server can listen there. */
  static String problemWith(String port) {
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
      return "\""
          + port
          + "\" is no port: give a number from 1 to 65535, for instance -Dled.port=8080";
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)));
      return "";
    } catch (IOException e) {
      return "Port "
          + port
          + " cannot be used ("
          + e.getMessage()
          + "): stop the program that listens there, or choose another port, for instance"
          + " -Dled.port=8081";
    }
  }
}
