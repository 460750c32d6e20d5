package org.ledplatform.whatsapp.socket;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy on this machine that speaks HTTP CONNECT and SOCKS5, wants a login, counts, and sends
 * everybody to this machine whatever name was asked for.
 */
public final class LoopbackProxy implements AutoCloseable {

  public static final String USER = "ada";
  public static final String PASSWORD = "secret";

  public final AtomicInteger tunnels = new AtomicInteger();
  public final AtomicInteger refused = new AtomicInteger();
  public final List<String> targets = new CopyOnWriteArrayList<>();
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService executor;
  private final int port;

  /**
   * @param port where everybody is sent; to the port that they asked for when 0
   */
  public LoopbackProxy(ExecutorService executor, int port) throws IOException {
    this.executor = executor;
    this.port = port;
    executor.execute(this::acceptAll);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Its address with the login that it knows. */
  public String address(String scheme) {
    return scheme + "://" + USER + ":" + PASSWORD + "@127.0.0.1:" + port();
  }

  /** The way through it. */
  public Tunnel tunnel(String scheme) {
    return new ProxyTunnel(
        Proxy.parse(address(scheme)), AddressBook.ofTheMachine(), Duration.ofSeconds(10));
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket client = server.accept();
        executor.execute(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      int first = in.readUnsignedByte();
      boolean open = first == 5 ? socks(in, client.getOutputStream()) : http(in, client);
      if (open) {
        tunnels.incrementAndGet();
        tunnel(client);
      } else {
        refused.incrementAndGet();
      }
    } catch (IOException e) {
      // One of the ends hung up.
    }
  }

  private boolean socks(DataInputStream in, OutputStream out) throws IOException {
    byte[] methods = in.readNBytes(in.readUnsignedByte());
    boolean offersLogin = List.of((byte) 2).contains(methods[0]);
    out.write(new byte[] {5, (byte) (offersLogin ? 2 : 0xFF)});
    if (!offersLogin) {
      return false;
    }
    in.readUnsignedByte();
    String user = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    String password = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    boolean known = user.equals(USER) && password.equals(PASSWORD);
    out.write(new byte[] {1, (byte) (known ? 0 : 1)});
    if (!known) {
      return false;
    }
    in.readNBytes(4);
    String host = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
    targets.add(host + ":" + in.readUnsignedShort());
    boolean reachable = !host.equals("unreachable.example.org");
    out.write(new byte[] {5, (byte) (reachable ? 0 : 4), 0, 1, 0, 0, 0, 0, 0, 0});
    return reachable;
  }

  private boolean http(InputStream in, Socket client) throws IOException {
    StringBuilder head = new StringBuilder("C");
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    String login =
        Base64.getEncoder()
            .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    targets.add(head.substring(8, head.indexOf(" HTTP")));
    boolean known = head.indexOf("Proxy-Authorization: Basic " + login + "\r\n") > 0;
    boolean reachable = head.indexOf("unreachable") < 0;
    String status = !known ? "407 Who are you" : reachable ? "200 Go on" : "502 Not there";
    client
        .getOutputStream()
        .write(
            ("HTTP/1.1 " + status + "\r\nVia: test\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    return known && reachable;
  }

  private void tunnel(Socket client) throws IOException {
    String asked = targets.getLast();
    int to = port > 0 ? port : Integer.parseInt(asked.substring(asked.lastIndexOf(':') + 1));
    try (Socket target = new Socket(InetAddress.getLoopbackAddress(), to)) {
      executor.execute(() -> copy(target, client));
      copy(client, target);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.close();
    } catch (IOException e) {
      // One of the ends hung up.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
