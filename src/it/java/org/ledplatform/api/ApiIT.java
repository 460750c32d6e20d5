package org.ledplatform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ledplatform.testing.Api;
import org.ledplatform.testing.Api.Answer;
import org.ledplatform.testing.LedUser;

/**
 * The API of the deployed WAR, as its clients use it. One long class, because each class costs a
 * deployment.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ApiIT {

  private static final String PASSWORD = "correct horse battery staple";
  private static final String CHALLENGE = "Bearer realm=\"led-platform\"";

  @ArquillianResource private URL deployed;

  @Deployment(testable = false)
  static WebArchive war() {
    return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
        .importFrom(new File(System.getProperty("led.tests.war")))
        .as(WebArchive.class);
  }

  @Test
  void registersLogsInAndSaysWhoIAm() {
    String email = newEmail();
    Answer registered = register(email).expect(201);
    assertThat(registered.field("tokenType")).isEqualTo("Bearer");
    assertThat(registered.json().required("expiresIn").asInt()).isPositive();
    assertThat(registered.json().required("user").required("email").asText()).isEqualTo(email);

    Answer loggedIn = login(email.toUpperCase(java.util.Locale.ROOT), PASSWORD).expect(200);
    Answer me = api().as(loggedIn.field("accessToken")).get("api/me").expect(200);
    assertThat(me.json()).isEqualTo(registered.json().required("user"));
    assertThat(me.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(me.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void saysTheSameToAWrongPasswordAndToAnUnknownAddress() {
    String email = newEmail();
    register(email).expect(201);

    Answer wrong = login(email, "not the password at all").expect(401);
    Answer unknown = login(newEmail(), "not the password at all").expect(401);

    assertProblem(wrong, 401, "/api/auth/login");
    assertThat(wrong.headers().firstValue("WWW-Authenticate")).contains(CHALLENGE);
    assertThat(wrong.json()).isEqualTo(unknown.json());
  }

  @Test
  void locksAnAddressAfterManyFailures() {
    String email = newEmail();
    Answer last = login(email, "wrong wrong wrong");
    for (int i = 0; i < 10 && last.status() == 401; i++) {
      last = login(email, "wrong wrong wrong");
    }

    assertProblem(last.expect(429), 429, "/api/auth/login");
    assertThat(last.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
  }

  @Test
  void registersAnAddressOnce() {
    String email = newEmail();
    register(email).expect(201);

    Answer again = register(email).expect(409);

    assertThat(blamed(again)).containsExactly("email");
  }

  @Test
  void exchangesARefreshTokenOnceAndEndsTheLoginOfWhoeverCopiedIt() {
    String first = register(newEmail()).expect(201).field("refreshToken");
    Answer second = refresh(first).expect(200);
    api().as(second.field("accessToken")).get("api/me").expect(200);

    assertProblem(refresh(first).expect(401), 401, "/api/auth/refresh");
    refresh(second.field("refreshToken")).expect(401);
  }

  @Test
  void logsOut() {
    String token = register(newEmail()).expect(201).field("refreshToken");
    api().post("api/auth/logout", Map.of("refreshToken", token)).expect(204);

    refresh(token).expect(401);
  }

  @Test
  void asksForATokenWhereverOneIsNeeded() {
    for (Api caller :
        List.of(
            api(),
            api().as("rubbish"),
            api().as("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."),
            api().with("Authorization", "Basic YTpi"))) {
      for (String path :
          List.of(
              "api/me",
              "api/bots",
              "api/bots/x",
              "api/bots/x/qr",
              "api/bots/x/logs",
              "api/events",
              "api/sandbox/phones")) {
        Answer refused = caller.get(path).expect(401);
        assertProblem(refused, 401, "/" + path);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains(CHALLENGE);
      }
    }
  }

  @Test
  void createsShowsListsChangesAndRemovesBots() {
    Api api = newUser().api();
    Answer created =
        api.post(
                "api/bots",
                Map.of(
                    "name", "Ada's bot",
                    "network", "sandbox",
                    "prefix", "#",
                    "config", Map.of("language", "en")))
            .expect(201);
    String id = created.field("id");
    assertThat(created.headers().firstValue("Location").orElseThrow()).endsWith("/api/bots/" + id);
    assertThat(fieldsOf(created.json()))
        .containsExactlyInAnyOrder(
            "id",
            "name",
            "ownerId",
            "network",
            "status",
            "statusReason",
            "prefix",
            "phoneNumber",
            "jid",
            "pushName",
            "config",
            "createdAt",
            "updatedAt",
            "startedAt",
            "lastActivityAt",
            "node");
    assertThat(created.field("status")).isEqualTo("stopped");
    assertThat(created.json().required("phoneNumber").isNull()).isTrue();
    assertThat(Instant.parse(created.field("createdAt")))
        .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));

    assertThat(sameBot(api.get("api/bots/" + id).expect(200).json(), created.json())).isTrue();
    Answer changed =
        api.patch("api/bots/" + id, Map.of("name", "Renamed", "config", Map.of())).expect(200);
    assertThat(changed.field("name")).isEqualTo("Renamed");
    assertThat(changed.field("prefix")).isEqualTo("#");
    assertThat(changed.json().required("config").isEmpty()).isTrue();

    api.delete("api/bots/" + id).expect(204);
    assertProblem(api.get("api/bots/" + id).expect(404), 404, "/api/bots/" + id);
    api.delete("api/bots/" + id).expect(404);
  }

  @Test
  void listsPageByPageNewestFirst() {
    Api api = newUser().api();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.addFirst(newBot(api));
    }

    JsonNode first = api.get("api/bots?limit=2").expect(200).json();
    JsonNode second =
        api.get("api/bots?limit=2&cursor=" + first.required("nextCursor").asText())
            .expect(200)
            .json();

    assertThat(idsOf(first)).isEqualTo(ids.subList(0, 2));
    assertThat(idsOf(second)).isEqualTo(ids.subList(2, 3));
    assertThat(second.required("nextCursor").isNull()).isTrue();
    assertThat(idsOf(api.get("api/bots?status=stopped").expect(200).json())).isEqualTo(ids);
    assertThat(idsOf(api.get("api/bots?status=online").expect(200).json())).isEmpty();
  }

  @Test
  void treatsAnotherAccountsBotLikeNoneAtAll() {
    LedUser owner = newUser();
    String bot = owner.startBot("Private", "sandbox");
    owner.waitForQr(bot);
    Api stranger = newUser().api();
    String path = "api/bots/" + bot;

    List<Answer> answers =
        List.of(
            stranger.get(path),
            stranger.patch(path, Map.of("name", "mine")),
            stranger.delete(path),
            stranger.post(path + "/start"),
            stranger.post(path + "/stop"),
            stranger.post(path + "/restart"),
            stranger.post(path + "/redeploy"),
            stranger.get(path + "/qr"),
            stranger.with("Accept", "image/png").get(path + "/qr"),
            stranger.get(path + "/logs"),
            stranger.get("api/events?bot=" + bot));

    for (Answer answer : answers) {
      assertThat(answer.expect(404).field("detail")).isEqualTo("There is no such bot.");
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
    assertThat(idsOf(stranger.get("api/bots").expect(200).json())).isEmpty();
    assertThat(owner.api().get(path).expect(200).field("name")).isEqualTo("Private");
    owner.api().get(path + "/qr").expect(200);
  }

  @Test
  void refusesBadBotsAndNamesTheField() {
    Api api = newUser().api();
    Map<String, String> fieldByBody =
        Map.ofEntries(
            Map.entry("{}", "name"),
            Map.entry("{\"name\":\"\"}", "name"),
            Map.entry("{\"name\":\"  \"}", "name"),
            Map.entry("{\"name\":null}", "name"),
            Map.entry("{\"name\":7}", "name"),
            Map.entry("{\"name\":\"" + "x".repeat(81) + "\"}", "name"),
            Map.entry("{\"name\":\"a\\u0000b\"}", "name"),
            Map.entry("{\"name\":\"a\",\"name\":\"b\"}", "name"),
            Map.entry("{\"name\":\"a\",\"owner\":\"me\"}", "owner"),
            Map.entry("{\"name\":\"a\",\"network\":\"telegram\"}", "network"),
            Map.entry("{\"name\":\"a\",\"network\":1}", "network"),
            Map.entry("{\"name\":\"a\",\"prefix\":\"\"}", "prefix"),
            Map.entry("{\"name\":\"a\",\"prefix\":\"123456\"}", "prefix"),
            Map.entry("{\"name\":\"a\",\"config\":[]}", "config"),
            Map.entry("{\"name\":\"a\",\"config\":{\"k\":1}}", "config.k"),
            Map.entry("{\"name\":\"a\",\"config\":{\"k\":null}}", "config.k"));

    fieldByBody.forEach(
        (body, field) -> {
          Answer refused = api.post("api/bots", body).expect(400);
          assertProblem(refused, 400, "/api/bots");
          assertThat(blamed(refused)).as(body).containsExactly(field);
        });
    assertThat(idsOf(api.get("api/bots").expect(200).json())).as("nothing was made").isEmpty();
  }

  @Test
  void refusesBadRegistrationsAndNamesTheField() {
    Map<Map<String, String>, String> fieldByBody =
        Map.of(
            Map.of("email", "no address", "password", PASSWORD, "displayName", "A"), "email",
            Map.of("email", newEmail(), "password", "short", "displayName", "A"), "password",
            Map.of("email", newEmail(), "password", PASSWORD, "displayName", ""), "displayName",
            Map.of("email", newEmail(), "password", PASSWORD), "displayName",
            Map.of("email", newEmail(), "password", PASSWORD, "displayName", "A", "role", "admin"),
                "role");

    fieldByBody.forEach(
        (body, field) ->
            assertThat(blamed(api().post("api/auth/register", body).expect(400)))
                .as(body.toString())
                .containsExactly(field));
  }

  @Test
  void refusesBadQueriesAndNamesTheParameter() {
    Api api = newUser().api();
    String bot = newBot(api);

    Map.of(
            "api/bots?limit=0",
            "limit",
            "api/bots?limit=many",
            "limit",
            "api/bots?status=asleep",
            "status",
            "api/bots/" + bot + "/logs?type=gossip",
            "type",
            "api/bots/" + bot + "/logs?since=today",
            "since",
            "api/bots/" + bot + "/logs?until=2026",
            "until",
            "api/bots/" + bot + "/logs?limit=201",
            "limit")
        .forEach(
            (path, field) ->
                assertThat(blamed(api.get(path).expect(400))).as(path).containsExactly(field));
  }

  @Test
  void keepsWhatAChangeDoesNotName() {
    Api api = newUser().api();
    String path = "api/bots/" + newBot(api);

    assertThat(api.patch(path, "{}").expect(200).field("name")).isEqualTo("A bot");
    assertThat(blamed(api.patch(path, "{\"name\":null}").expect(400))).containsExactly("name");
    assertThat(blamed(api.patch(path, "{\"network\":\"sandbox\"}").expect(400)))
        .containsExactly("network");
    assertThat(api.get(path).expect(200).field("name")).isEqualTo("A bot");
  }

  @Test
  void saysInOneFormWhatItCannotDo() {
    Api api = newUser().api();
    String path = "api/bots/" + newBot(api);

    assertProblem(api().get("api/nothing/here"), 404, "/api/nothing/here");
    assertProblem(api().get("api"), 404, "/api");
    assertProblem(api().get("api/application.wadl"), 404, "/api/application.wadl");
    Answer wrongMethod = api.put(path, Map.of());
    assertProblem(wrongMethod, 405, "/" + path);
    assertThat(wrongMethod.headers().firstValue("Allow").orElse("")).contains("GET", "PATCH");
    assertProblem(api.with("Accept", "application/xml").get(path), 406, "/" + path);
    assertProblem(
        api.with("Content-Type", "text/plain").post("api/bots", Map.of("name", "a")),
        415,
        "/api/bots");
    assertProblem(
        api.post("api/bots", "{\"name\":\"" + "x".repeat(70_000) + "\"}"), 413, "/api/bots");
    assertProblem(api.post("api/bots", "{"), 400, "/api/bots");
    assertProblem(api.post("api/bots", "[".repeat(50_000)), 400, "/api/bots");
    assertProblem(api.post("api/bots"), 400, "/api/bots");
  }

  @Test
  void doesAWriteOnceHoweverOftenItIsRepeated() {
    Api api = newUser().api();
    Api retrying = api.with("Idempotency-Key", UUID.randomUUID().toString());
    Answer first = retrying.post("api/bots", Map.of("name", "Once")).expect(201);
    Answer again = retrying.post("api/bots", Map.of("name", "Once")).expect(201);

    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(blamed(retrying.post("api/bots", Map.of("name", "Twice")).expect(422)))
        .containsExactly("Idempotency-Key");
    assertThat(idsOf(api.get("api/bots").expect(200).json())).hasSize(1);
  }

  @Test
  void startsPairsAnswersAndStops() throws Exception {
    LedUser user = newUser();
    Api api = user.api();
    String bot = newBot(api);
    String path = "api/bots/" + bot;
    assertProblem(api.get(path + "/qr"), 404, "/" + path + "/qr");

    api.post(path + "/start").expect(202);
    api.post(path + "/start").expect(202);
    String qr = user.waitForQr(bot);
    assertSameQrAsPictures(api, path, qr);

    JsonNode phone = user.addPhone("Bot's owner");
    user.scan(phone, user.waitForQr(bot));
    JsonNode online = user.waitForStatus(bot, "online");
    assertThat(online.required("phoneNumber").asText()).isNotEmpty();
    assertThat(online.required("jid").asText()).isNotEmpty();
    assertProblem(api.get(path + "/qr"), 404, "/" + path + "/qr");

    JsonNode friend = user.addPhone("A friend");
    user.send(friend, phone.required("jid").asText(), "!ping");
    assertThat(user.waitForReceived(friend, 1).getFirst()).containsIgnoringCase("pong");

    JsonNode log = api.get(path + "/logs?type=command").expect(200).json().required("items");
    assertThat(log).isNotEmpty();
    assertThat(fieldsOf(log.get(0)))
        .containsExactlyInAnyOrder("id", "botId", "type", "message", "metadata", "timestamp");

    api.post(path + "/stop").expect(202);
    api.post(path + "/stop").expect(202);
    user.waitForStatus(bot, "stopped");
  }

  @Test
  void tellsWhatHappensToWhoeverListensAndRepeatsWhatWasMissed() {
    LedUser user = newUser();
    LedUser stranger = newUser();
    try (EventListener listener = EventListener.open(user.api(), "");
        EventListener other = EventListener.open(stranger.api(), "")) {
      String bot = user.startBot("Watched", "sandbox");
      EventListener.Event qr = listener.await("bot.qr");

      assertThat(qr.data().required("botId").asText()).isEqualTo(bot);
      assertThat(qr.data().required("qr").asText()).isNotEmpty();
      assertThat(listener.heard("bot.status")).isNotEmpty();
      assertThat(listener.heard("bot.log")).isNotEmpty();
      assertThat(other.all()).isEmpty();

      String firstId = listener.all().getFirst().id();
      try (EventListener late = EventListener.open(user.api(), firstId)) {
        EventListener.Event repeated = late.await("bot.qr");
        assertThat(repeated.data().required("botId").asText()).isEqualTo(bot);
        assertThat(late.all()).noneMatch(event -> event.id().equals(firstId));
      }
    }
  }

  @Test
  void keepsTheSandboxesOfAccountsApart() {
    LedUser owner = newUser();
    JsonNode phone = owner.addPhone("Mine");
    String path = "api/sandbox/phones/" + phone.required("id").asText();
    Api stranger = newUser().api();

    stranger.get(path + "/messages").expect(404);
    stranger.delete(path).expect(404);
    stranger.post(path + "/scan", Map.of("qr", "x")).expect(404);
    stranger.post(path + "/messages", Map.of("to", "x", "text", "y")).expect(404);
    assertThat(idsOf(stranger.get("api/sandbox/phones").expect(200).json())).isEmpty();
    assertThat(idsOf(owner.api().get("api/sandbox/phones").expect(200).json())).hasSize(1);
    assertThat(blamed(owner.api().post(path + "/scan", Map.of("qr", "no qr")).expect(400)))
        .containsExactly("qr");
    owner.api().delete(path).expect(204);
  }

  @Test
  void describesItselfAndSaysThatItIsWell() {
    String described = api().get("openapi").expect(200).text();
    assertThat(described)
        .contains("LED Platform", "/api/bots/{botId}/qr", "/api/sandbox/phones", "/api/events");
    assertThat(api().get("health/live").expect(200).field("status")).isEqualTo("UP");
    assertThat(api().get("health/ready").expect(200).text()).contains("database");
  }

  private static void assertSameQrAsPictures(Api api, String path, String qr) throws Exception {
    Answer png = api.with("Accept", "image/png").get(path + "/qr").expect(200);
    assertThat(png.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(png.headers().firstValue("Cache-Control")).contains("no-store");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png.bytes()));
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    String shown =
        new QRCodeReader()
            .decode(
                new BinaryBitmap(
                    new HybridBinarizer(
                        new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))))
            .getText();
    assertThat(shown).isEqualTo(qr);

    Answer svg = api.with("Accept", "image/svg+xml").get(path + "/qr").expect(200);
    assertThat(svg.headers().firstValue("Content-Type")).contains("image/svg+xml");
    assertThat(svg.text()).startsWith("<svg ");
  }

  private static void assertProblem(Answer answer, int status, String instance) {
    assertThat(answer.status()).as(answer + ": " + answer.text()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.required("status").asInt()).isEqualTo(status);
    assertThat(problem.required("instance").asText()).isEqualTo(instance);
    for (String field : List.of("type", "title", "detail")) {
      assertThat(problem.required(field).asText()).as(field).isNotEmpty();
    }
  }

  private static List<String> blamed(Answer answer) {
    List<String> fields = new ArrayList<>();
    answer.json().required("errors").forEach(e -> fields.add(e.required("field").asText()));
    return fields;
  }

  private static List<String> idsOf(JsonNode list) {
    List<String> ids = new ArrayList<>();
    list.required("items").forEach(item -> ids.add(item.required("id").asText()));
    return ids;
  }

  private static List<String> fieldsOf(JsonNode json) {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Alike in everything but fractions of times that a database may round. */
  private static boolean sameBot(JsonNode one, JsonNode other) {
    return fieldsOf(one).stream()
        .allMatch(
            field ->
                field.endsWith("At") && one.get(field).isTextual()
                    ? Duration.between(
                                Instant.parse(one.get(field).asText()),
                                Instant.parse(other.get(field).asText()))
                            .abs()
                            .compareTo(Duration.ofMillis(1))
                        < 0
                    : one.get(field).equals(other.get(field)));
  }

  private String newBot(Api api) {
    return api.post("api/bots", Map.of("name", "A bot", "network", "sandbox"))
        .expect(201)
        .field("id");
  }

  private LedUser newUser() {
    return LedUser.register(api());
  }

  private Answer register(String email) {
    return api()
        .post(
            "api/auth/register",
            Map.of("email", email, "password", PASSWORD, "displayName", "Ada"));
  }

  private Answer login(String email, String password) {
    return api().post("api/auth/login", Map.of("email", email, "password", password));
  }

  private Answer refresh(String token) {
    return api().post("api/auth/refresh", Map.of("refreshToken", token));
  }

  private static String newEmail() {
    return "ada-" + UUID.randomUUID() + "@example.org";
  }

  private Api api() {
    return new Api(URI.create(deployed.toString()));
  }
}
