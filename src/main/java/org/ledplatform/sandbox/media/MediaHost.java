package org.ledplatform.sandbox.media;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The HTTPS listener. Requests run on the given executor; the server of the JDK has one thread of
 * its own, which waits for connections.
 */
final class MediaHost implements AutoCloseable {

  private final HttpsServer server;
  private final String address;

  /**
   * Listens at once.
   *
   * @param name as clients reach it; loopback names keep others out
   * @param port 0 for any free one
   * @param paths the handler, given {@code name:port}
   * @throws IOException when the port is in use, naming it
   */
  MediaHost(
      String name,
      int port,
      MediaCertificate certificate,
      Executor executor,
      Function<String, MediaPaths> paths)
      throws IOException {
    try {
      server =
          HttpsServer.create(
              isLoopback(name)
                  // What clients are told: the loopback of the machine may be ::1 instead.
                  ? new InetSocketAddress(InetAddress.getByName(name), port)
                  : new InetSocketAddress(port),
              0);
    } catch (BindException e) {
      throw new IOException("The port " + port + " cannot be used", e);
    }
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.setExecutor(executor);
    address = name + ":" + server.getAddress().getPort();
    server.createContext("/", paths.apply(address));
    server.start();
  }

  private static boolean isLoopback(String name) {
    return name.equals("localhost") || name.startsWith("127.") || name.equals("::1");
  }

  /** {@code name:port}. */
  String address() {
    return address;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
