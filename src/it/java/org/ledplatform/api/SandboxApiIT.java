package org.ledplatform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ledplatform.testing.Api;
import org.ledplatform.testing.Api.Answer;
import org.ledplatform.testing.LedUser;
import org.ledplatform.testing.LedUser.PairedBot;

/**
 * Phones, pairing codes, faults and scenarios of the deployed WAR's sandbox, as its clients use
 * them.
 */
class SandboxApiIT extends DeployedApi {

  private static final String FAULTS = "api/sandbox/faults";
  private static final String SCENARIOS = "api/sandbox/scenarios";

  @Test
  void aBotIsPairedByTheCodeThatItsOwnerTypes() {
    LedUser user = newUser();
    JsonNode phone = user.addPhone("Ada");
    String bot = user.startBot("By code", "sandbox");
    user.waitForQr(bot);

    Answer offered = askForCode(user, bot, phone).expect(200);
    assertThat(offered.field("code")).isNotEmpty();
    assertThat(offered.field("expiresAt")).isNotEmpty();
    user.api().post(codePath(phone), Map.of("code", offered.field("code"))).expect(204);

    JsonNode online = user.waitForStatus(bot, "online");
    assertThat(phone.required("phoneNumber").asText()).endsWith(online.get("phoneNumber").asText());
    askForCode(user, bot, phone).expect(409);
  }

  @Test
  void aPersonReadsAndListensWhenToldTo() {
    LedUser user = newUser();
    JsonNode ada = user.addPhone("Ada");
    Map<String, String> wish = Map.of("name", "Bob", "reads", "on_demand");
    JsonNode bob = user.api().post("api/sandbox/phones", wish).expect(201).json();
    assertThat(bob.required("reads").asText()).isEqualTo("on_demand");
    String path = "api/sandbox/phones/" + id(bob);
    String id =
        user.api()
            .post(
                "api/sandbox/phones/" + id(ada) + "/messages",
                Map.of("to", id(bob), "media", Map.of("base64", "AAAA", "mimeType", "audio/ogg")))
            .expect(201)
            .field("messageId");
    await()
        .untilAsserted(
            () -> assertThat(shown(user, bob).required("status").asText()).isEqualTo("delivered"));

    user.api().post(path + "/read", Map.of("chat", id(ada))).expect(204);
    user.api().post(path + "/play", Map.of("messageId", id)).expect(204);
    assertThat(shown(user, bob).required("status").asText()).isEqualTo("read");
    await()
        .untilAsserted(() -> assertThat(shown(user, ada).required("played").asBoolean()).isTrue());
    assertThat(blamed(user.api().post(path + "/read", "{}").expect(400))).containsExactly("chat");
    assertThat(blamed(user.api().post(path + "/play", Map.of("messageId", "no")).expect(400)))
        .containsExactly("messageId");
    newUser().api().post(path + "/read", Map.of("chat", id(ada))).expect(404);
  }

  private static JsonNode shown(LedUser user, JsonNode phone) {
    return user.api()
        .get("api/sandbox/phones/" + id(phone) + "/messages")
        .expect(200)
        .json()
        .required(0);
  }

  @Test
  void aWrongCodeIsRefusedAndTheRightOneStillPairs() {
    LedUser user = newUser();
    JsonNode phone = user.addPhone("Ada");
    assertThat(blamed(typed(user, phone, "ABCD-1234").expect(400))).containsExactly("code");
    String bot = user.startBot("By code", "sandbox");
    user.waitForQr(bot);
    String code = askForCode(user, bot, phone).expect(200).field("code");

    String wrong = code.startsWith("A") ? "B" + code.substring(1) : "A" + code.substring(1);
    assertThat(blamed(typed(user, phone, wrong).expect(400))).containsExactly("code");
    assertThat(blamed(user.api().post(codePath(phone), "{}").expect(400))).containsExactly("code");
    typed(user, phone, code).expect(204);
    user.waitForStatus(bot, "online");
  }

  @Test
  void aCodeIsForANumberThatCanBeOne() {
    LedUser user = newUser();
    String bot = user.startBot("By code", "sandbox");
    user.waitForQr(bot);
    String path = "api/bots/" + bot + "/pairing-code";

    for (String body : List.of("{}", "{\"phoneNumber\":\"12\"}", "{\"phoneNumber\":\"x\"}")) {
      Answer refused = user.api().post(path, body).expect(400);
      assertThat(blamed(refused)).as(body).containsExactly("phoneNumber");
    }
    newUser().api().post(path, Map.of("phoneNumber", "+15550100")).expect(404);
  }

  @Test
  void aFaultLogsTheBotOutAndItsStatusSaysSo() {
    LedUser user = newUser();
    PairedBot bot = user.pairSandboxBot("Victim");
    Map<String, Object> fault =
        Map.of("fault", "logout", "to", Map.of("phone", bot.phone().required("id").asText()));

    Answer put = user.api().put(FAULTS, Map.of("seed", 7, "faults", List.of(fault))).expect(200);
    assertThat(put.json().required("seed").asInt()).isEqualTo(7);
    JsonNode out = user.waitForStatus(bot.id(), "logged_out");
    assertThat(out.required("statusReason").asText()).isNotEmpty();

    JsonNode told = user.api().get(FAULTS).expect(200).json();
    assertThat(told.required("faults")).hasSize(1);
    JsonNode strike = told.required("strikes").required(0);
    assertThat(strike.required("phone")).isEqualTo(bot.phone().required("phoneNumber"));
    user.api().delete(FAULTS).expect(204);
    assertThat(user.api().get(FAULTS).expect(200).json().required("faults")).isEmpty();
  }

  @Test
  void aBotWhoseLoginsAreRefusedComesBackWhenTheFaultEnds() {
    LedUser user = newUser();
    PairedBot bot = user.pairSandboxBot("Unlucky");
    Map<String, Object> refused = Map.of("fault", "failure", "reason", 503);
    Map<String, Object> hangUp = Map.of("fault", "close");

    user.api().put(FAULTS, Map.of("faults", List.of(refused, hangUp))).expect(200);
    user.waitForStatus(bot.id(), "reconnecting");
    user.api().delete(FAULTS).expect(204);
    user.api().post("api/bots/" + bot.id() + "/restart").expect(202);
    user.waitForStatus(bot.id(), "online");
  }

  @Test
  void refusesFaultsThatItDoesNotKnowAndNamesTheField() {
    LedUser user = newUser();
    Map<String, String> fieldByBody = new LinkedHashMap<>();
    fieldByBody.put("{\"sed\":1}", "sed");
    fieldByBody.put("{\"seed\":\"1\"}", "seed");
    fieldByBody.put("{\"faults\":{}}", "faults");
    fieldByBody.put("{\"faults\":[{}]}", "faults[0].fault");
    fieldByBody.put("{\"faults\":[{\"fault\":\"gremlins\"}]}", "faults[0].fault");
    fieldByBody.put("{\"faults\":[{\"fault\":\"delay\",\"millis\":0}]}", "faults[0].millis");
    fieldByBody.put("{\"faults\":[{\"fault\":\"drop\",\"on\":{\"tg\":\"x\"}}]}", "faults[0].on.tg");
    fieldByBody.put(
        "{\"faults\":[{\"fault\":\"drop\",\"to\":{\"phone\":\"+1\"}}]}", "faults[0].to.phone");
    fieldByBody.put(
        "{\"faults\":[{\"fault\":\"drop\",\"probability\":2}]}", "faults[0].probability");
    String before = user.api().get(FAULTS).expect(200).text();

    fieldByBody.forEach(
        (body, field) -> {
          Answer refused = user.api().put(FAULTS, body).expect(400);
          assertThat(blamed(refused)).as(body).containsExactly(field);
          assertThat(refused.headers().firstValue("Content-Type"))
              .contains("application/problem+json");
        });
    user.api().put(FAULTS, "{").expect(400);
    assertThat(user.api().get(FAULTS).expect(200).text()).isEqualTo(before);
  }

  @Test
  void peopleOfAScenarioWriteByThemselves() {
    LedUser user = newUser();
    JsonNode ada = user.addPhone("Ada");
    JsonNode ben = user.addPhone("Ben");
    Map<String, Object> rule = Map.of("text", "hello", "say", "You said: {text}");
    Map<String, Object> step = Map.of("do", "say", "as", id(ada), "to", id(ben), "text", "hello");
    Map<String, Object> heard = Map.of("do", "await", "as", id(ada), "text", "You said");
    Map<String, Object> scenario =
        Map.of(
            "name", "polite",
            "people", List.of(Map.of("phone", id(ben), "rules", List.of(rule))),
            "steps", List.of(step, heard));

    assertThat(user.api().post(SCENARIOS, scenario).expect(201).field("name")).isEqualTo("polite");
    assertThat(user.waitForReceived(ada, 1)).containsExactly("You said: hello");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(states(user)).containsExactly("done"));

    user.api().delete(SCENARIOS + "/polite").expect(204);
    user.api().delete(SCENARIOS + "/polite").expect(404);
    assertThat(states(user)).isEmpty();
    assertThat(blamed(user.api().post(SCENARIOS, "{\"name\":\"a b\"}").expect(400)))
        .containsExactly("name");
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
  void anotherAccountHasNoneOfIt() {
    LedUser owner = newUser();
    JsonNode phone = owner.addPhone("Ada");
    owner.api().put(FAULTS, Map.of("faults", List.of(Map.of("fault", "drop")))).expect(200);
    owner.api().post(SCENARIOS, Map.of("name", "mine")).expect(201);
    LedUser stranger = newUser();

    typed(stranger, phone, "ABCD-1234").expect(404);
    assertThat(stranger.api().get(FAULTS).expect(200).json().required("faults")).isEmpty();
    assertThat(states(stranger)).isEmpty();
    stranger.api().delete(SCENARIOS + "/mine").expect(404);
    stranger.api().delete(FAULTS).expect(204);
    for (String name : List.of(id(phone), phone.required("jid").asText())) {
      Map<String, Object> fault = Map.of("fault", "close", "to", Map.of("phone", name));
      Answer refused = stranger.api().put(FAULTS, Map.of("faults", List.of(fault))).expect(400);
      assertThat(blamed(refused)).containsExactly("faults[0].to.phone");
    }
    Map<String, Object> person = Map.of("phone", id(phone), "rules", List.of());
    Map<String, Object> spy = Map.of("name", "spy", "people", List.of(person));
    assertThat(blamed(stranger.api().post(SCENARIOS, spy).expect(400))).containsExactly("people");

    assertThat(owner.api().get(FAULTS).expect(200).json().required("faults")).hasSize(1);
    assertThat(states(owner)).hasSize(1);
  }

  private static Answer askForCode(LedUser user, String bot, JsonNode phone) {
    Map<String, String> wish = Map.of("phoneNumber", phone.required("phoneNumber").asText());
    return user.api().post("api/bots/" + bot + "/pairing-code", wish);
  }

  private static Answer typed(LedUser user, JsonNode phone, String code) {
    return user.api().post(codePath(phone), Map.of("code", code));
  }

  private static String codePath(JsonNode phone) {
    return "api/sandbox/phones/" + id(phone) + "/enter-code";
  }

  private static String id(JsonNode phone) {
    return phone.required("id").asText();
  }

  private static List<String> states(LedUser user) {
    List<String> states = new ArrayList<>();
    JsonNode page = user.api().get(SCENARIOS).expect(200).json();
    page.required("items").forEach(item -> states.add(item.required("state").asText()));
    return states;
  }
}
