package org.ledplatform.whatsapp.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * HTTP over a connection whose other end says what a test wants; proxy and TLS are others' matter.
 */
class TunnelHttpTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final URI ADDRESS = URI.create("http://host.example:8443/v/a?b=c%20d");

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletableFuture<String> heard = new CompletableFuture<>();
  private final ServerSocket server;
  private final TunnelHttp http;

  TunnelHttpTest() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    http =
        new TunnelHttp(
            (_, _) -> new Socket(server.getInetAddress(), server.getLocalPort()), Optional.empty());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    executor.shutdownNow();
  }

  /** Reads a request of so many bytes at most, answers, and hangs up. */
  private void answer(int toRead, String answer) {
    executor.execute(
        () -> {
          try (Socket client = server.accept()) {
            byte[] request = new byte[toRead];
            int had = 0;
            while (had < toRead && !endsIn(request, had)) {
              had += Math.max(0, client.getInputStream().read(request, had, toRead - had));
            }
            heard.complete(new String(request, 0, had, StandardCharsets.ISO_8859_1));
            client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
          } catch (IOException e) {
            heard.completeExceptionally(e);
          }
        });
  }

  private static boolean endsIn(byte[] request, int length) {
    return new String(request, 0, length, StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n");
  }

  private String body(String answer) throws IOException {
    answer(4096, answer.replace("|", "\r\n"));
    try (TunnelAnswer got = http.send(TunnelRequest.get(ADDRESS, SOON))) {
      return new String(got.body().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void asksForOneThingAndSaysThatItIsTheLast() throws Exception {
    answer(4096, "HTTP/1.1 206 Part\r\nContent-Length: 2\r\nX-Y:  z \r\n\r\nok");
    Map<String, String> range = Map.of("Range", "bytes=7-");
    try (TunnelAnswer got = http.send(TunnelRequest.get(ADDRESS, SOON).with(range))) {
      assertThat(got.status()).isEqualTo(206);
      assertThat(got.length()).hasValue(2);
      assertThat(got.header("x-y")).contains("z");
      assertThat(got.body().readAllBytes()).asString().isEqualTo("ok");
    }
    assertThat(heard.get())
        .isEqualTo(
            "GET /v/a?b=c%20d HTTP/1.1\r\nHost: host.example:8443\r\nRange: bytes=7-\r\n"
                + "Connection: close\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|abc|2;x=y|de|0||,abcde",
    "HTTP/1.1 200 OK|Transfer-Encoding: CHUNKED||0A|0123456789|0|Trailer: t||,0123456789",
    "HTTP/1.1 200 OK|Content-Length: 3||abcdef,abc",
    "HTTP/1.0 200 OK||until the end,until the end",
    "HTTP/1.1 100 Go on||HTTP/1.1 103 Hints||HTTP/1.1 200 OK|Content-Length: 1||a,a",
    "HTTP/1.1 204 Nothing|Content-Length: 5||abcde,''",
    "HTTP/1.1 200 OK|Content-Length: 2|Content-Length: 2||ab,ab"
  })
  void readsBodiesHoweverTheirEndIsTold(String answer, String body) throws IOException {
    assertThat(body(answer)).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK|Content-Length: 3||ab",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|ab",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|abcd|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||-1|a|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||7fffffffffffffff|a|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked|Content-Length: 3||3|abc|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked||3|abc|0||",
        "HTTP/1.1 200 OK|Content-Length: 2|Content-Length: 3||abc",
        "HTTP/1.1 200 OK|Content-Length: +3||abc",
        "HTTP/1.1 200 OK|Content-Length: 99999999999999999999||abc",
        "HTTP/1.1 099 No||",
        "SSH-2.0-OpenSSH|",
        ""
      })
  void refusesAnswersThatAreCutOrUnclear(String answer) {
    assertThatThrownBy(() -> body(answer)).isInstanceOf(IOException.class);
  }

  @Test
  void refusesHeadersAndHintsWithoutEnd() {
    String headers = "HTTP/1.1 200 OK|" + "A: b|".repeat(5000) + "||";
    assertThatThrownBy(() -> body(headers)).hasMessageContaining("too many headers");
  }

  @Test
  void takesTheAnswerOfAServerThatDoesNotWantTheBody() throws IOException {
    answer(1000, "HTTP/1.1 413 Too large\r\nContent-Length: 0\r\n\r\n");
    byte[] much = new byte[200_000];
    try (TunnelAnswer got =
        http.send(
            TunnelRequest.get(ADDRESS, SOON)
                .posting(new TunnelRequest.Body(new ByteArrayInputStream(much), much.length))
                .answeredWholly())) {
      assertThat(got.status()).isEqualTo(413);
    }
  }

  @Test
  void isNotHeldByAServerThatNeverAnswers() {
    assertThatThrownBy(() -> http.send(TunnelRequest.get(ADDRESS, Duration.ofMillis(300))))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void wakesAReaderWhenAnotherThreadClosesTheBody() throws Exception {
    CompletableFuture<Socket> held = new CompletableFuture<>();
    executor.execute(
        () -> {
          try {
            Socket client = server.accept();
            client
                .getOutputStream()
                .write("HTTP/1.1 200 OK\r\n\r\nx".getBytes(StandardCharsets.US_ASCII));
            held.complete(client);
          } catch (IOException e) {
            held.completeExceptionally(e);
          }
        });
    TunnelAnswer got = http.send(TunnelRequest.get(ADDRESS, SOON));
    assertThat(got.body().read()).isEqualTo('x');
    CompletableFuture<Throwable> reader = new CompletableFuture<>();
    executor.execute(
        () -> {
          try {
            reader.complete(new AssertionError("read " + got.body().read()));
          } catch (IOException e) {
            reader.complete(e);
          }
        });
    got.close();
    assertThat(reader.get()).isInstanceOf(IOException.class);
    held.get().close();
  }

  @Test
  void sendsNoHeaderThatWouldBeTwo() {
    answer(4096, "");
    Map<String, String> two = Map.of("Range", "a\r\nHost: other");
    assertThatThrownBy(() -> http.send(TunnelRequest.get(ADDRESS, SOON).with(two)))
        .isInstanceOf(IllegalArgumentException.class);
    for (String address : Arrays.asList("ftp://host/a", "http:///a", "a")) {
      assertThatThrownBy(() -> http.send(TunnelRequest.get(URI.create(address), SOON)))
          .isInstanceOf(IOException.class);
    }
  }
}
