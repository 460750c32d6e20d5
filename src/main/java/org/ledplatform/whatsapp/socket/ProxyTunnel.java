package org.ledplatform.whatsapp.socket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The way through a {@link Proxy}, which looks up the names of the servers. Safe for use by many
 * threads.
 */
public final class ProxyTunnel implements Tunnel {

  /** As SOCKS can say it (RFC 1928). */
  private static final int LONGEST_NAME = 255;

  private final Proxy proxy;
  private final AddressBook book;
  private final Duration timeout;

  /**
   * @param book where the proxy itself is
   * @param timeout for all of opening together, without looking the proxy up, and for each read of
   *     what was opened
   */
  public ProxyTunnel(Proxy proxy, AddressBook book, Duration timeout) {
    this.proxy = proxy;
    this.book = book;
    this.timeout = timeout;
  }

  @Override
  public Socket open(String host, int port) throws IOException {
    byte[] name = host.getBytes(StandardCharsets.US_ASCII);
    if (name.length == 0 || name.length > LONGEST_NAME) {
      throw new IOException("the server has a name that no proxy takes");
    }
    Socket socket = connect(book.addresses(proxy.host()));
    try (Deadline deadline = new Deadline(socket, timeout)) {
      greet(socket, name, port, deadline);
      return socket;
    }
  }

  private void greet(Socket socket, byte[] name, int port, Deadline deadline) throws IOException {
    try {
      socket.setSoTimeout(millis(timeout));
      socket.setTcpNoDelay(true);
      ProxyGreeting.ask(proxy, name, port, socket);
    } catch (IOException e) {
      socket.close();
      throw deadline.explain(e);
    }
  }

  /** To the first address where somebody takes it. */
  private Socket connect(List<InetAddress> addresses) throws IOException {
    int patience = Math.max(1, millis(timeout) / Math.max(1, addresses.size()));
    IOException last = new ConnectException("the proxy has no address");
    for (InetAddress address : addresses) {
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(address, proxy.port()), patience);
        return socket;
      } catch (IOException e) {
        socket.close();
        last = e;
      }
    }
    throw last;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
