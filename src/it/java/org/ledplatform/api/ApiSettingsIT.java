package org.ledplatform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.testing.Api;
import org.ledplatform.testing.Api.Answer;
import org.ledplatform.testing.LedUser;
import org.ledplatform.testing.PlatformServer;

/** The API with other settings than the usual: a tight limit, short bodies and no sandbox. */
class ApiSettingsIT {

  private static final int LIMIT = 3;

  @TempDir private static Path directory;
  private static PlatformServer server;

  @BeforeAll
  static void start() {
    server =
        PlatformServer.in(directory)
            .with("led.api.rate-limit", String.valueOf(LIMIT))
            .with("led.api.max-body", "1024")
            .with("led.sandbox.enabled", "false")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void limitsTheRequestsOfEachUserAndTellsWhatIsLeft() {
    Api busy = LedUser.register(server.api()).api();
    Api other = LedUser.register(server.api()).api();

    List<Answer> answers =
        IntStream.rangeClosed(0, LIMIT).mapToObj(_ -> busy.get("api/me")).toList();

    Answer first = answers.getFirst().expect(200);
    assertThat(first.headers().firstValue("RateLimit-Policy")).contains("\"user\";q=3;w=60");
    assertThat(first.headers().firstValue("RateLimit").orElse("")).startsWith("\"user\";r=2;t=");
    Answer last = answers.getLast().expect(429);
    assertThat(last.headers().firstValue("RateLimit").orElse("")).startsWith("\"user\";r=0;t=");
    assertThat(last.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 60L);
    assertThat(last.headers().firstValue("Content-Type")).contains("application/problem+json");
    other.get("api/me").expect(200);
  }

  @Test
  void refusesBodiesLongerThanItIsSet() {
    server
        .api()
        .post("api/auth/login", Map.of("email", "x".repeat(1024), "password", "y"))
        .expect(413);
  }

  @Test
  void hasNoSandbox() {
    Api api = LedUser.register(server.api()).api();
    api.get("api/sandbox/phones").expect(404);
    api.post("api/sandbox/phones", Map.of("name", "Nobody")).expect(404);

    URI network = URI.create("ws://127.0.0.1:" + server.port() + "/sandbox/ws/chat");
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(
            () ->
                HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(network, new WebSocket.Listener() {})
                    .join())
        .havingCause()
        .isInstanceOf(WebSocketHandshakeException.class);
  }
}
