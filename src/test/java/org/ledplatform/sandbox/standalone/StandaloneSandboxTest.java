package org.ledplatform.sandbox.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.RawClient.Keys;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.media.TlsTrust;
import org.ledplatform.whatsapp.node.TokenDictionary;
import org.ledplatform.whatsapp.socket.JdkWebSocketConnector;
import org.ledplatform.whatsapp.socket.SocketClosedException;

class StandaloneSandboxTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private StandaloneSandbox sandbox;

  @BeforeEach
  void start() throws Exception {
    sandbox = StandaloneSandbox.start(StandaloneOptions.in(directory));
  }

  @AfterEach
  void stop() {
    sandbox.close();
    executor.shutdownNow();
    http.close();
  }

  @Test
  void saysWhereEverythingIs() throws Exception {
    JsonNode address = JSON.readTree(sandbox.address());
    assertThat(address.required("url").asText())
        .matches("ws://127\\.0\\.0\\.1:\\d+/sandbox/ws/chat");
    assertThat(address.required("rootKey").asText()).matches("[0-9a-f]{64}");
    assertThat(address.required("control").asText()).matches("http://127\\.0\\.0\\.1:\\d+");
    assertThat(address.required("media").asText()).matches("https://127\\.0\\.0\\.1:\\d+");
    assertThat(address.required("mediaCertificate").asText())
        .startsWith("-----BEGIN CERTIFICATE-----");
  }

  @Test
  void letsOnlyClientsWithItsCertificateReachTheMediaHost() throws Exception {
    HttpRequest anything = HttpRequest.newBuilder(URI.create(sandbox.mediaUrl() + "/x")).build();
    try (HttpClient trusting =
        HttpClient.newBuilder().sslContext(TlsTrust.in(sandbox.mediaCertificate())).build()) {
      assertThat(trusting.send(anything, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(404);
    }
    assertThatThrownBy(() -> http.send(anything, HttpResponse.BodyHandlers.discarding()))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void letsAClientInOverAWebSocket() {
    try (RawClient client = register(sandbox.url() + "?ED=abc")) {
      assertThat(client.await("iq").requireChild("pair-device").children("ref")).hasSize(6);
    }
  }

  @Test
  void hasNothingAtOtherPaths() {
    assertThatThrownBy(() -> register(sandbox.url() + "/more"))
        .isInstanceOf(SocketClosedException.class);
  }

  @Test
  void servesPhonesAndMessages() throws Exception {
    JsonNode ada = body(post("/phones", "{\"name\":\"Ada\",\"phoneNumber\":\"+4915112345678\"}"));
    JsonNode bob = body(post("/phones", "{\"name\":\"Bob\"}"));
    assertThat(ada.required("jid").asText()).isEqualTo("4915112345678@s.whatsapp.net");
    HttpResponse<String> sent =
        post(
            "/phones/" + ada.required("id").asText() + "/messages",
            "{\"to\":\"" + bob.required("id").asText() + "\",\"text\":\"hello\"}");
    assertThat(sent.statusCode()).isEqualTo(201);
    assertThat(body(sent).required("messageId").asText()).startsWith("3A");

    String path = "/phones/" + bob.required("id").asText() + "/messages?chat=";
    await()
        .untilAsserted(
            () -> {
              JsonNode shown = body(get(path + ada.required("id").asText()));
              assertThat(shown).hasSize(1);
              assertThat(shown.get(0).required("text").asText()).isEqualTo("hello");
              assertThat(shown.get(0).required("status").asText()).isEqualTo("read");
              assertThat(shown.get(0).required("media").isNull()).isTrue();
            });
    assertThat(body(get("/phones")).required("items")).hasSize(2);
    HttpResponse<String> removed = send(request("/phones/" + bob.required("id").asText()).DELETE());
    assertThat(removed.statusCode()).isEqualTo(204);
    assertThat(body(get("/phones")).required("items")).hasSize(1);
  }

  @Test
  void servesGroups() throws Exception {
    String ada = body(post("/phones", "{\"name\":\"Ada\"}")).required("id").asText();
    HttpResponse<String> made = post("/groups", "{\"as\":\"" + ada + "\",\"subject\":\"Alone\"}");
    assertThat(made.statusCode()).isEqualTo(201);
    String id = body(made).required("id").asText();
    String rename = "{\"as\":\"" + ada + "\",\"subject\":\"Still alone\"}";
    assertThat(post("/groups/" + id + "/participants", rename).statusCode()).isEqualTo(200);
    assertThat(body(get("/groups")).required("items").required(0).required("subject").asText())
        .isEqualTo("Still alone");
    String text = "{\"to\":\"" + id + "\",\"text\":\"hello?\"}";
    assertThat(post("/phones/" + ada + "/messages", text).statusCode()).isEqualTo(201);
    assertThat(post("/groups/1@g.us/participants", rename).statusCode()).isEqualTo(404);
    assertThat(get("/groups/" + id).statusCode()).isEqualTo(405);
  }

  @Test
  void sendsAndOpensFiles() throws Exception {
    String ada = body(post("/phones", "{\"name\":\"Ada\"}")).required("id").asText();
    String bob = body(post("/phones", "{\"name\":\"Bob\"}")).required("id").asText();
    String file = "A".repeat(1_000_000);
    String media =
        "{\"base64\":\"%s\",\"mimeType\":\"text/html\",\"fileName\":\"a.html\"}".formatted(file);
    HttpResponse<String> sent =
        post("/phones/" + ada + "/messages", "{\"to\":\"" + bob + "\",\"media\":" + media + "}");
    assertThat(sent.statusCode()).isEqualTo(201);
    String path =
        "/phones/" + ada + "/messages/" + body(sent).required("messageId").asText() + "/media";
    HttpResponse<byte[]> opened =
        http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(opened.body()).isEqualTo(Base64.getDecoder().decode(file));
    assertThat(opened.headers().firstValue("Content-Type")).contains("text/html");
    assertThat(opened.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(opened.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename*=UTF-8''a.html");
    assertThat(get(path.replace("/messages/", "/messages/no")).statusCode()).isEqualTo(404);
    assertThat(post(path, "{}").statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"Ada\",\"colour\":\"red\"} | colour",
        "{\"name\":7} | name",
        "{} | name",
        "{\"name\":\"Ada\",\"phoneNumber\":\"1\"} | phoneNumber",
        "{\"name\":\"Ada\",\"reads\":\"never\"} | reads"
      })
  void refusesBodiesByField(String body, String field) throws Exception {
    HttpResponse<String> answer = post("/phones", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(body(answer).required("errors").get(0).required("field").asText()).isEqualTo(field);
    assertThat(body(get("/phones")).required("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[] | 400", "{\"name\": | 400", "{\"name\":\"a\",\"name\":\"b\"} | 400"})
  void refusesWhatIsNoObject(String body, int status) throws Exception {
    assertThat(post("/phones", body).statusCode()).isEqualTo(status);
  }

  @Test
  void refusesUnknownPathsPhonesAndMethods() throws Exception {
    assertThat(get("/phones/nobody/messages").statusCode()).isEqualTo(404);
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
    assertThat(post("/faults", "{}").statusCode()).isEqualTo(405);
    assertThat(send(request("/phones").DELETE()).statusCode()).isEqualTo(405);
    assertThat(post("/phones", "{\"name\":\"" + "x".repeat(600_000) + "\"}").statusCode())
        .isEqualTo(413);
    HttpRequest.Builder form =
        request("/phones")
            .setHeader("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Ada\"}"));
    assertThat(send(form).statusCode()).isEqualTo(415);
  }

  @Test
  void putsFaultsInForceAndEndsThem() throws Exception {
    assertThat(body(get("/faults")).required("faults")).isEmpty();
    HttpResponse<String> put = putFaults("{\"faults\":[{\"fault\":\"drop\",\"times\":2}]}");
    assertThat(put.statusCode()).isEqualTo(200);
    assertThat(body(get("/faults")).required("faults").required(0).required("times").asInt())
        .isEqualTo(2);
    HttpResponse<String> wrong = putFaults("{\"faults\":[{\"fault\":\"melt\"}]}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(body(wrong).required("errors").required(0).required("field").asText())
        .isEqualTo("faults[0].fault");
    assertThat(send(request("/faults").DELETE()).statusCode()).isEqualTo(204);
    assertThat(body(get("/faults")).required("faults")).isEmpty();
  }

  @Test
  void saysThatNoClientAskedForACode() throws Exception {
    String id = body(post("/phones", "{\"name\":\"Ada\"}")).required("id").asText();
    HttpResponse<String> answer = post("/phones/" + id + "/enter-code", "{\"code\":\"ABCD-1234\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(body(answer).required("detail").asText()).contains("No client asked");
  }

  @Test
  void remembersInItsDataDirectory() throws Exception {
    String rootKey = sandbox.rootKey();
    String certificate = sandbox.mediaCertificate();
    post("/phones", "{\"name\":\"Ada\"}");
    sandbox.close();

    sandbox = StandaloneSandbox.start(StandaloneOptions.in(directory));

    assertThat(sandbox.rootKey()).isEqualTo(rootKey);
    assertThat(sandbox.mediaCertificate()).isEqualTo(certificate);
    assertThat(directory.resolve("media-certificate.pem")).hasContent(certificate);
    assertThat(body(get("/phones")).required("items")).hasSize(1);
  }

  @Test
  void saysThatTheDataDirectoryOrThePortIsInUse() {
    assertThatThrownBy(() -> StandaloneSandbox.start(StandaloneOptions.in(directory)))
        .hasMessageContaining("in use by another process");
    int port = URI.create(sandbox.url()).getPort();
    assertThatThrownBy(
            () -> StandaloneSandbox.start(new StandaloneOptions(port, 0, 0, Optional.empty())))
        .hasMessageContaining("port");
  }

  private RawClient register(String url) {
    Keys keys = Keys.generate(new SecureRandom());
    return RawClient.shakeHands(
        new JdkWebSocketConnector(
            URI.create(url), Optional.empty(), Duration.ofSeconds(10), executor),
        TokenDictionary.V2,
        new PublicKey(HexFormat.of().parseHex(sandbox.rootKey())),
        Instant.now(),
        keys.noise(),
        RawClient.registration(keys));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> putFaults(String body) throws Exception {
    return send(request("/faults").PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(sandbox.controlUrl() + "/api/sandbox" + path))
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode body(HttpResponse<String> response) throws Exception {
    return JSON.readTree(response.body());
  }
}
