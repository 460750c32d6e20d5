package org.ledplatform.whatsapp.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.sandbox.account.Profiles;
import org.ledplatform.sandbox.media.BlobLimits;
import org.ledplatform.sandbox.media.MediaSettings;
import org.ledplatform.sandbox.media.SandboxMedia;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.whatsapp.media.TlsTrust;

/**
 * TLS goes through the proxy to the server itself, whose certificate must be for its name. The
 * sandbox's media hosts stand for the server: they speak TLS and HTTP, and no WebSocket.
 */
class ProxiedTlsTest {

  @TempDir private Path directory;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private SandboxMedia server;
  private LoopbackProxy proxy;

  @BeforeEach
  void open() throws Exception {
    SandboxStorage storage = new MemorySandboxStorage();
    Turns turns = new Turns(storage);
    server =
        new SandboxMedia(
            storage,
            turns,
            new Profiles(turns, storage),
            executor,
            Clock.systemUTC(),
            new SecureRandom());
    server.open(
        new MediaSettings("127.0.0.1", 0, Optional.of(directory), new BlobLimits(1000, 1000)));
    String address = server.address().orElseThrow();
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    proxy = new LoopbackProxy(executor, port);
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
    server.close();
    executor.shutdownNow();
  }

  private void connect(Optional<SSLContext> trust, String host) {
    new ProxiedWebSocketConnector(
            URI.create("wss://" + host + "/ws/chat"),
            trust,
            proxy.tunnel("socks5"),
            Duration.ofSeconds(10),
            executor,
            new SecureRandom())
        .connect(new Heard());
  }

  private Optional<SSLContext> trusted() {
    return server.authority().map(TlsTrust::in);
  }

  @Test
  void reachesTheServerWhoseCertificateIsForItsName() {
    assertThatThrownBy(() -> connect(trusted(), "127.0.0.1"))
        .isInstanceOf(SocketClosedException.class)
        .hasMessageContaining("HTTP status 4");
    assertThat(proxy.targets).containsExactly("127.0.0.1:443");
  }

  @Test
  void sendsNothingToAServerOfAnotherNameOrWithoutTrust() {
    assertThatThrownBy(() -> connect(trusted(), "chat.example.org"))
        .isInstanceOf(SocketClosedException.class)
        .hasMessageContaining("certificate is not trusted");
    assertThatThrownBy(() -> connect(Optional.empty(), "127.0.0.1"))
        .isInstanceOf(SocketClosedException.class)
        .hasMessageContaining("certificate is not trusted");
  }
}
