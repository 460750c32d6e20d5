package org.ledplatform.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ledplatform.sandbox.SandboxFixture.TENANT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.SandboxProblem.Kind;

/** People make groups from their phones and change them. */
class GroupControlTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SandboxFixture sandbox = new SandboxFixture();
  private final GroupControl groups = sandbox.control().groups();
  private final Phone ada = sandbox.phone("Ada");
  private final Phone bob = sandbox.phone("Bob");
  private final Phone cyd = sandbox.phone("Cyd");

  @AfterEach
  void close() {
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pn", "lid"})
  void aGroupIsMadeAndWrittenToByItsId(String addressing) throws Exception {
    JsonNode group =
        create(
            Map.of(
                "as",
                ada.id(),
                "subject",
                "Friends",
                "addressing",
                addressing,
                "members",
                List.of(bob.id(), cyd.jid())));

    assertThat(group.required("addressing").asText()).isEqualTo(addressing);
    assertThat(members(group))
        .containsExactly(ada.jid() + " superadmin", bob.jid() + " member", cyd.jid() + " member");
    assertThat(JSON.readTree(groups.groups(TENANT)).required("items")).hasSize(1);
    String id = group.required("id").asText();
    sandbox.control().send(TENANT, bob.id(), SendRequest.text(id, "hello"));
    assertThat(sandbox.shows(cyd, 1).getFirst().chat()).isEqualTo(id);
  }

  @Test
  void itsAdminChangesWhoIsInItAndWhatItIs() throws Exception {
    String id = friends();
    assertThat(members(change(id, ada, "add", List.of(cyd.lid())))).contains(cyd.jid() + " member");
    assertThat(members(change(id, ada, "promote", List.of(bob.id()))))
        .contains(bob.jid() + " admin");
    assertThat(members(change(id, ada, "demote", List.of(bob.id()))))
        .contains(bob.jid() + " member");
    assertThat(members(change(id, ada, "remove", List.of(bob.id())))).hasSize(2);
    assertThat(change(id, cyd, "subject", "Enemies").required("subject").asText())
        .isEqualTo("Enemies");
    for (String setting : List.of("announcement", "locked", "adminsAdd", "approval")) {
      for (boolean on : List.of(true, false)) {
        JsonNode set = change(id, ada, "settings", Map.of(setting, on)).required("settings");
        assertThat(set.required(setting).asBoolean()).as(setting).isEqualTo(on);
      }
    }
    JsonNode timed = change(id, ada, "settings", Map.of("expiration", 86_400));
    assertThat(timed.required("settings").required("expiration").asInt()).isEqualTo(86_400);
  }

  @Test
  void whoCannotBeAddedIsNamedWithTheCode() throws Exception {
    JsonNode answer = change(friends(), ada, "add", List.of(bob.id()));
    assertThat(answer.required("refused").required(0).required("code").asInt()).isEqualTo(409);
    assertThat(members(answer)).hasSize(2);
  }

  @Test
  void onlyAdminsOfTheTenantsGroupsMay() throws Exception {
    String id = friends();
    assertProblem(Kind.CONFLICT, "", () -> change(id, bob, "remove", List.of(ada.id())));
    assertProblem(Kind.CONFLICT, "", () -> change(id, cyd, "subject", "Mine"));
    assertProblem(Kind.NOT_FOUND, "", () -> groups.change("other", id, "{}"));
    assertProblem(Kind.NOT_FOUND, "", () -> groups.change(TENANT, "no@body@g.us", "{}"));
    assertThat(JSON.readTree(groups.groups("other")).required("items")).isEmpty();
    Phone eve = sandbox.control().addPhone("other", new NewPhone("Eve", Optional.empty()));
    assertProblem(Kind.INVALID, "as", () -> change(id, eve, "subject", "Mine"));
    assertProblem(Kind.INVALID, "add", () -> change(id, ada, "add", List.of(eve.jid())));
    assertThat(members(JSON.readTree(groups.groups(TENANT)).required("items").required(0)))
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'subject':'x'} | as",
        "{'as':'ADA'} | subject",
        "{'as':'ADA','subject':''} | subject",
        "{'as':'ADA','subject':'x','addressing':'email'} | addressing",
        "{'as':'ADA','subject':'x','members':'BOB'} | members",
        "{'as':'ADA','subject':'x','members':[7]} | members",
        "{'as':'ADA','subject':'x','colour':'red'} | colour"
      })
  void refusesToMakeWhatIsNoGroupByField(String body, String field) throws Exception {
    String json = body.replace('\'', '"').replace("ADA", ada.id());
    assertProblem(Kind.INVALID, field, () -> groups.create(TENANT, json));
    assertThat(JSON.readTree(groups.groups(TENANT)).required("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'subject':'x','add':['BOB'] | subject",
        "'subject':'' | subject",
        "'settings':{} | settings",
        "'settings':{'locked':1} | settings.locked",
        "'settings':{'loud':true} | settings.loud",
        "'settings':{'expiration':-1} | settings.expiration",
        "'settings':{'locked':true,'approval':true} | settings",
        "'colour':'red','subject':'x' | colour"
      })
  void refusesChangesByField(String wish, String field) throws Exception {
    String id = friends();
    String before = groups.groups(TENANT);
    String json =
        ("{'as':'" + ada.id() + "'," + wish + "}").replace('\'', '"').replace("BOB", bob.id());
    assertProblem(Kind.INVALID, field, () -> groups.change(TENANT, id, json));
    assertThat(groups.groups(TENANT)).isEqualTo(before);
  }

  private String friends() throws Exception {
    return create(Map.of("as", ada.id(), "subject", "Friends", "members", List.of(bob.id())))
        .required("id")
        .asText();
  }

  private JsonNode create(Map<String, Object> wish) throws Exception {
    return JSON.readTree(groups.create(TENANT, JSON.writeValueAsString(wish)));
  }

  private JsonNode change(String id, Phone as, String field, Object value) throws Exception {
    String body = JSON.writeValueAsString(Map.of("as", as.id(), field, value));
    return JSON.readTree(groups.change(TENANT, id, body));
  }

  private static List<String> members(JsonNode group) {
    return StreamSupport.stream(group.required("members").spliterator(), false)
        .map(m -> m.required("jid").asText() + " " + m.required("role").asText())
        .toList();
  }

  private static void assertProblem(Kind kind, String field, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SandboxProblem.class,
            problem -> {
              assertThat(problem.kind()).isEqualTo(kind);
              assertThat(problem.field().orElse("")).isEqualTo(field);
            });
  }
}
