package org.ledplatform.whatsapp.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTunnelTest {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  private static Tunnel tunnel(String proxy, AddressBook book, Duration timeout) {
    return new ProxyTunnel(Proxy.parse(proxy), book, timeout);
  }

  @Test
  void connectsToTheAddressesOfTheBookAndAsksOnce() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    InetAddress nobody = InetAddress.ofLiteral("127.0.0.77");
    AddressBook book =
        host -> {
          asked.add(host);
          return List.of(nobody, HERE);
        };
    try (ServerSocket server = new ServerSocket(0, 1, HERE);
        LoopbackProxy proxy = new LoopbackProxy(executor, server.getLocalPort())) {
      String address =
          "socks5://" + LoopbackProxy.USER + ":" + LoopbackProxy.PASSWORD + "@p.example.org:";
      Tunnel tunnel = tunnel(address + proxy.port(), book, Duration.ofSeconds(10));
      try (Socket socket = tunnel.open("chat.example.org", 443)) {
        assertThat(socket.getInetAddress()).isEqualTo(HERE);
      }
      assertThat(proxy.targets).containsExactly("chat.example.org:443");
    }
    assertThat(asked).containsExactly("p.example.org");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 256, 300})
  void asksNoProxyForANameThatItCannotHold(int length) {
    AddressBook book =
        _ -> {
          throw new AssertionError("nobody is to be asked");
        };
    assertThatThrownBy(
            () ->
                tunnel("socks5://127.0.0.1:1080", book, Duration.ofSeconds(1))
                    .open("a".repeat(length), 443))
        .isInstanceOf(IOException.class)
        .hasMessage("the server has a name that no proxy takes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "socks5"})
  void isNotHeldByAProxyThatSendsAByteNowAndThen(String scheme) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
      executor.execute(() -> dribble(server));
      String address = scheme + "://127.0.0.1:" + server.getLocalPort();
      Tunnel tunnel = tunnel(address, AddressBook.ofTheMachine(), Duration.ofMillis(400));
      assertThatThrownBy(() -> tunnel.open("chat.example.org", 443))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  /** Begins the answer of either kind of proxy well, and never comes to an end. */
  private static void dribble(ServerSocket server) {
    try (Socket client = server.accept()) {
      boolean socks = client.getInputStream().read() == 5;
      byte[] begin = socks ? new byte[] {5, 0, 5, 0, 0, 3, (byte) 255} : new byte[] {'H'};
      client.getOutputStream().write(begin);
      while (true) {
        client.getOutputStream().write('T');
        client.setSoTimeout(50);
        try {
          client.getInputStream().read(new byte[512]);
        } catch (SocketTimeoutException e) {
          // Time for the next byte.
        }
      }
    } catch (IOException e) {
      // The other side had enough.
    }
  }
}
