package org.ledplatform.whatsapp.socket;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What is said to a {@link Proxy} before it lets bytes through. Stateless; blocks. */
final class ProxyGreeting {

  private static final int VERSION = 5;
  private static final int NO_LOGIN = 0;
  private static final int PASSWORD = 2;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;

  private ProxyGreeting() {}

  /**
   * Asks for a way to a server; what follows on the connection is the server's.
   *
   * @param name of the server, at most 255 bytes
   * @throws IOException with a message for people when the proxy gives none
   */
  static void ask(Proxy proxy, byte[] name, int port, Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    switch (proxy) {
      case Proxy.Http http -> connect(http, name, port, in, socket.getOutputStream());
      case Proxy.Socks5 socks -> connect(socks, name, port, in, socket.getOutputStream());
    }
  }

  private static void connect(
      Proxy.Http proxy, byte[] name, int port, DataInputStream in, OutputStream out)
      throws IOException {
    String host = new String(name, StandardCharsets.US_ASCII);
    String target = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    String authorization =
        proxy.login().map(l -> "Proxy-Authorization: Basic " + basic(l) + "\r\n").orElse("");
    String request =
        "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + authorization + "\r\n";
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    int status = HttpHead.read(in).status();
    if (status == 407) {
      throw new ProxyLoginException();
    }
    if (status / 100 != 2) {
      throw new IOException("the proxy answered with HTTP status " + status);
    }
  }

  private static String basic(Proxy.Login login) {
    byte[] both = (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(both);
  }

  private static void connect(
      Proxy.Socks5 proxy, byte[] name, int port, DataInputStream in, OutputStream out)
      throws IOException {
    int method = proxy.login().isPresent() ? PASSWORD : NO_LOGIN;
    out.write(new byte[] {VERSION, 1, (byte) method});
    out.flush();
    requireVersion(in.readUnsignedByte(), VERSION);
    if (in.readUnsignedByte() != method) {
      throw new IOException("the proxy wants another kind of login");
    }
    logIn(proxy.login(), in, out);
    out.write(
        ByteBuffer.allocate(7 + name.length)
            .put(new byte[] {VERSION, CONNECT, 0, NAME, (byte) name.length})
            .put(name)
            .putShort((short) port)
            .array());
    out.flush();
    readReply(in);
  }

  private static void logIn(Optional<Proxy.Login> login, DataInputStream in, OutputStream out)
      throws IOException {
    if (login.isEmpty()) {
      return;
    }
    byte[] user = login.get().user().getBytes(StandardCharsets.UTF_8);
    byte[] password = login.get().password().getBytes(StandardCharsets.UTF_8);
    out.write(
        ByteBuffer.allocate(3 + user.length + password.length)
            .put((byte) 1)
            .put((byte) user.length)
            .put(user)
            .put((byte) password.length)
            .put(password)
            .array());
    out.flush();
    requireVersion(in.readUnsignedByte(), 1);
    if (in.readUnsignedByte() != 0) {
      throw new ProxyLoginException();
    }
  }

  private static void readReply(DataInputStream in) throws IOException {
    requireVersion(in.readUnsignedByte(), VERSION);
    int reply = in.readUnsignedByte();
    if (reply != 0) {
      throw new IOException("the proxy refused with SOCKS code " + reply);
    }
    in.readUnsignedByte();
    int address =
        switch (in.readUnsignedByte()) {
          case IPV4 -> 4;
          case IPV6 -> 16;
          case NAME -> in.readUnsignedByte();
          default -> throw new IOException("the proxy answered with an unknown kind of address");
        };
    in.readFully(new byte[address + 2]);
  }

  private static void requireVersion(int got, int wanted) throws IOException {
    if (got != wanted) {
      throw new IOException("the proxy does not speak SOCKS version 5");
    }
  }
}
