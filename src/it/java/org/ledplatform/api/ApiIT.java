package org.ledplatform.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.ledplatform.testing.Api;
import org.ledplatform.testing.Api.Answer;

/** Accounts, logins, and the form of every refusal. */
class ApiIT extends DeployedApi {

  private static final String PASSWORD = "correct horse battery staple";
  private static final String CHALLENGE = "Bearer realm=\"led-platform\"";

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
  void describesItselfAndSaysThatItIsWell() {
    String described = api().get("openapi").expect(200).text();
    assertThat(described)
        .contains("LED Platform", "/api/bots/{botId}/qr", "/api/sandbox/phones", "/api/events");
    assertThat(described)
        .contains("/api/sandbox/phones/{phoneId}/read", "/api/sandbox/phones/{phoneId}/play");
    assertThat(api().get("health/live").expect(200).field("status")).isEqualTo("UP");
    assertThat(api().get("health/ready").expect(200).text()).contains("database");
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
}
