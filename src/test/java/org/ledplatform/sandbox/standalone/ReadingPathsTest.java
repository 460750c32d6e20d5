package org.ledplatform.sandbox.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The paths of the lone sandbox by which people read and listen. */
class ReadingPathsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private StandaloneSandbox sandbox;
  private String base = "";

  @BeforeEach
  void start() throws Exception {
    sandbox = StandaloneSandbox.start(StandaloneOptions.in(directory));
    base = JSON.readTree(sandbox.address()).required("control").asText() + "/api/sandbox";
  }

  @AfterEach
  void stop() {
    sandbox.close();
    http.close();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(base + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode body(HttpResponse<String> answer) throws Exception {
    return JSON.readTree(answer.body());
  }

  @Test
  void readsChatsAndPlaysVoiceNotesOnDemand() throws Exception {
    String ada = body(post("/phones", "{\"name\":\"Ada\"}")).required("id").asText();
    JsonNode bob = body(post("/phones", "{\"name\":\"Bob\",\"reads\":\"on_demand\"}"));
    assertThat(bob.required("reads").asText()).isEqualTo("on_demand");
    String bobs = "/phones/" + bob.required("id").asText();
    String media = "{\"base64\":\"AAAA\",\"mimeType\":\"audio/ogg\"}";
    String voice = "{\"to\":\"" + bob.required("id").asText() + "\",\"media\":" + media + "}";
    String id = body(post("/phones/" + ada + "/messages", voice)).required("messageId").asText();
    awaitStatus(bobs, "delivered", false);

    assertThat(post(bobs + "/read", "{\"chat\":\"" + ada + "\"}").statusCode()).isEqualTo(204);
    awaitStatus(bobs, "read", false);
    assertThat(post(bobs + "/play", "{\"messageId\":\"" + id + "\"}").statusCode()).isEqualTo(204);
    awaitStatus(bobs, "read", true);
    awaitStatus("/phones/" + ada, "read", true);
    assertThat(post(bobs + "/read", "{}").statusCode()).isEqualTo(400);
    assertThat(post(bobs + "/play", "{\"messageId\":\"no\"}").statusCode()).isEqualTo(400);
  }

  private void awaitStatus(String phone, String status, boolean played) {
    await()
        .untilAsserted(
            () -> {
              JsonNode shown = body(get(phone + "/messages"));
              assertThat(shown).hasSize(1);
              assertThat(shown.get(0).required("status").asText()).isEqualTo(status);
              assertThat(shown.get(0).required("played").asBoolean()).isEqualTo(played);
            });
  }
}
