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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.ledplatform.testing.Api;
import org.ledplatform.testing.Api.Answer;
import org.ledplatform.testing.LedUser;

/** What an account can do with its bots, and nobody else. */
class BotsApiIT extends DeployedApi {

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
}
