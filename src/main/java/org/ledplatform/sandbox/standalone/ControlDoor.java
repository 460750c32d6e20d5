package org.ledplatform.sandbox.standalone;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import org.ledplatform.sandbox.control.SandboxControl;

/** Where the paths under {@code /api/sandbox} are reached: on loopback only. */
final class ControlDoor {

  private final HttpServer server;

  /**
   * Takes the port.
   *
   * @throws IOException when the port is in use
   */
  ControlDoor(int port, Executor executor) throws IOException {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException e) {
      throw new IOException("The port " + port + " cannot be used", e);
    }
    server.setExecutor(executor);
  }

  /** Listens, and gives the port. */
  int open(SandboxControl control) {
    server.createContext("/", new ControlPaths(control));
    server.start();
    return server.getAddress().getPort();
  }

  void close() {
    server.stop(0);
  }
}
