package org.ledplatform.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.bot.BotProxy;
import org.ledplatform.whatsapp.socket.AddressBook;
import org.ledplatform.whatsapp.socket.LoopbackProxy;

/** Owners' proxies, and what they could look for with them. */
class BotProxiesTest {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final InetAddress PUBLIC = InetAddress.ofLiteral("1.1.1.1");
  private static final String NO_WAY =
      "the bot's proxy cannot be reached, or gives no way to the network";

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private ServerSocket server;
  private LoopbackProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 10, HERE);
    proxy = new LoopbackProxy(executor, server.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
    executor.shutdownNow();
  }

  private static BotProxies proxies(String allowed, AddressBook book) {
    return new BotProxies(
        AllowedProxies.parse(allowed).orElseThrow(), book, Duration.ofMillis(500));
  }

  private String at(String scheme, String login, String host) {
    return scheme + "://" + login + host + ":" + proxy.port();
  }

  private static Socket open(BotProxies proxies, String address) throws IOException {
    return proxies.to(new BotProxy(address)).open("chat.example.org", 443);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "socks5"})
  void leadsThroughAProxyThatIsAllowed(String scheme) throws IOException {
    BotProxies proxies = proxies("127.0.0.1", AddressBook.ofTheMachine());
    try (Socket socket = open(proxies, proxy.address(scheme))) {
      assertThat(socket.isConnected()).isTrue();
    }
    assertThat(proxy.targets).containsExactly("chat.example.org:443");
  }

  @Test
  void connectsToNoAddressThatIsNotAllowedWhateverElseTheNameHas() {
    BotProxies proxies = proxies("nothing.example", _ -> List.of(PUBLIC, HERE));
    assertThatThrownBy(() -> open(proxies, at("http", "", "p.example.org")))
        .isInstanceOf(IOException.class)
        .hasMessage(NO_WAY)
        .hasNoCause();
    assertThat(proxy.tunnels).hasValue(0);
    assertThat(proxy.refused).hasValue(0);
  }

  /** A name server that tells another address the second time gains nothing. */
  @Test
  void looksANameUpOnceForEachConnection() throws IOException {
    int[] asked = new int[1];
    BotProxies proxies =
        proxies(
            "127.0.0.1", _ -> List.of(asked[0]++ == 0 ? HERE : InetAddress.ofLiteral("10.0.0.1")));
    String address =
        at("http", LoopbackProxy.USER + ":" + LoopbackProxy.PASSWORD + "@", "p.example.org");
    open(proxies, address).close();
    assertThat(asked[0]).isOne();
    assertThatThrownBy(() -> open(proxies, address)).hasMessage(NO_WAY);
  }

  /** Refused, silent, unknown, no proxy at all, not allowed: nobody learns which it was. */
  @ParameterizedTest
  @CsvSource({"http", "socks5"})
  void everyFailureSoundsTheSame(String scheme) throws IOException {
    int closed;
    try (ServerSocket probe = new ServerSocket(0, 1, HERE)) {
      closed = probe.getLocalPort();
    }
    AddressBook book =
        host -> {
          if (host.equals("unknown.example")) {
            throw new UnknownHostException(host);
          }
          return List.of(HERE);
        };
    BotProxies allowing = proxies("127.0.0.1,a.example,unknown.example", book);
    List<String> addresses =
        List.of(
            scheme + "://a.example:" + closed,
            scheme + "://a.example:" + server.getLocalPort(),
            scheme + "://unknown.example:1080");
    for (String address : addresses) {
      assertThatThrownBy(() -> open(allowing, address)).as(address).hasMessage(NO_WAY).hasNoCause();
    }
    BotProxies forbidding = proxies("b.example", book);
    assertThatThrownBy(() -> open(forbidding, at(scheme, "", "a.example"))).hasMessage(NO_WAY);
    assertThatThrownBy(
            () ->
                proxies("127.0.0.1", book)
                    .to(new BotProxy(proxy.address(scheme)))
                    .open("unreachable.example.org", 443))
        .hasMessage(NO_WAY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x7f000001", "0x7f.1", "0177.0.0.1", "localhost", "127.0.0.1."})
  void noWayToWriteItLeadsToThisMachine(String host) {
    BotProxies proxies = proxies("nothing.example", AddressBook.ofTheMachine());
    String address = at("http", LoopbackProxy.USER + ":" + LoopbackProxy.PASSWORD + "@", host);
    if (proxies.objection(address).isEmpty()) {
      assertThatThrownBy(() -> open(proxies, address)).hasMessage(NO_WAY);
    }
    assertThat(proxy.targets).isEmpty();
  }

  @Test
  void aWrongPasswordIsSaid() {
    BotProxies proxies = proxies("127.0.0.1", AddressBook.ofTheMachine());
    assertThatThrownBy(() -> open(proxies, at("http", "ada:wrong@", "127.0.0.1")))
        .hasMessage("the proxy does not accept the user and password");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:80, must be on the public Internet",
    "socks5://[::1]:80, must be on the public Internet",
    "http://[::ffff:10.0.0.1]:80, must be on the public Internet",
    "socks5://169.254.169.254:80, must be on the public Internet",
    "https://proxy.example.org:80, must begin with http:// or socks5://",
    "http://proxy.example.org, must name a port",
    "http://ada@proxy.example.org:1, needs a password",
    "http://proxy.example.org:1/path, must end with the port",
    "proxy.example.org:1080, must name a host",
    "http://2130706433:80, must be on the public Internet",
    "http://127.1:80, must name a host"
  })
  void saysWhatIsWrongWithAnAddressBeforeItIsStored(String address, String what) {
    assertThat(proxies("10.9.0.0/16", AddressBook.ofTheMachine()).objection(address))
        .hasValueSatisfying(said -> assertThat(said).startsWith(what).doesNotContain("ada"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://proxy.example.org:80",
        "socks5://ada:b%40c@proxy.example.org:1080",
        "socks5://10.9.8.7:1080",
        "http://1.1.1.1:3128"
      })
  void looksNoNameUpBeforeAnAddressIsStored(String address) {
    AddressBook book =
        _ -> {
          throw new AssertionError("nobody is to be asked");
        };
    assertThat(proxies("10.9.0.0/16", book).objection(address)).isEmpty();
  }
}
