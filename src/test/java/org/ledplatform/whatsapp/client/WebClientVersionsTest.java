package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.whatsapp.socket.LoopbackProxy;
import org.ledplatform.whatsapp.socket.TunnelHttp;

@ParameterizedClass
@ValueSource(booleans = {false, true})
class WebClientVersionsTest {

  private static final ClientVersion OLD = new ClientVersion(2, 3000, 1_000_000);

  private final AtomicInteger asked = new AtomicInteger();
  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final LoopbackProxy proxy = new LoopbackProxy(executor, 0);
  private final HttpClient http = HttpClient.newHttpClient();
  @Parameter private boolean proxied;
  private byte[] script = new byte[0];
  private int status = 200;

  WebClientVersionsTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/sw.js",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(status, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(script);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    assertThat(proxy.tunnels.get() > 0).isEqualTo(proxied);
    proxy.close();
    executor.shutdownNow();
    http.shutdownNow();
    server.stop(0);
  }

  private WebClientVersions versions() {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/sw.js");
    return new WebClientVersions(
        OLD,
        proxied
            ? new TunnelVersionScript(
                address, new TunnelHttp(proxy.tunnel("http"), Optional.empty()))
            : new JdkVersionScript(address, http),
        Clock.systemUTC());
  }

  private void serve(String text) {
    script = text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x={\"client_revision\":1043857760,\"y\":1}",
        "importScripts({\\\"client_revision\\\": 1043857760})"
      })
  void readsTheRevisionOfTheScript(String text) {
    serve(text);
    WebClientVersions versions = versions();
    ClientVersion present = new ClientVersion(2, 3000, 1043857760);
    assertThat(versions.now()).isEqualTo(OLD);
    assertThat(versions.newerThan(OLD)).contains(present);
    assertThat(versions.now()).isEqualTo(present);
  }

  @Test
  void asksOnceForAThousandClientsThatWereRefusedTogether() {
    serve("\"client_revision\":1043857760");
    WebClientVersions versions = versions();
    for (int i = 0; i < 1000; i++) {
      assertThat(versions.newerThan(OLD)).isPresent();
    }
    assertThat(asked).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no revision",
        "\"client_revision\":",
        "\"client_revision\":-5",
        "\"client_revision\":999999",
        "\"client_revision\":9999999999"
      })
  void learnsNothingFromAScriptWithoutANewerRevision(String text) {
    serve(text);
    WebClientVersions versions = versions();
    assertThat(versions.newerThan(OLD)).isEmpty();
    assertThat(versions.now()).isEqualTo(OLD);
  }

  @Test
  void learnsNothingFromAnEndlessScript() {
    script = new byte[3 * 1024 * 1024];
    byte[] revision = "\"client_revision\":1043857760".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(revision, 0, script, 0, revision.length);
    assertThat(versions().newerThan(OLD)).isEmpty();
  }

  @Test
  void learnsNothingFromARefusalOrFromNobody() {
    serve("\"client_revision\":1043857760");
    status = 503;
    assertThat(versions().newerThan(OLD)).isEmpty();
    server.stop(0);
    assertThat(versions().newerThan(OLD)).isEqualTo(Optional.empty());
  }
}
