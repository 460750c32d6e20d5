package org.ledplatform.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.media.MediaSettings;

class ScenarioTest {

  private static final String TENANT = SandboxFixture.TENANT;

  private final SandboxFixture sandbox = new SandboxFixture();
  private final ScenarioControl scenarios = sandbox.control().scenarios();
  private Phone ada;
  private Phone ben;

  @BeforeEach
  void addPhones() {
    ada = sandbox.phone("Ada");
    ben = sandbox.phone("Ben");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void aPersonAnswersAfterTheirTimeAndByTheFirstRuleThatFits() throws Exception {
    begin(
        """
        {'name':'polite','people':[{'phone':'BEN','rules':[
          {'text':'hello','say':'Hi, you said: {text}','after':10},
          {'say':'What?','times':1}]}]}\
        """);
    say(ada, ben, "HELLO Ben");
    sandbox.shows(ben, 1);
    pass(9);
    assertThat(texts(ada)).containsExactly("HELLO Ben");
    pass(2);
    sandbox.shows(ada, 2);
    assertThat(texts(ada)).containsExactly("HELLO Ben", "Hi, you said: HELLO Ben");
    say(ada, ben, "eh");
    say(ada, ben, "eh");
    sandbox.shows(ben, 4);
    pass(2);
    sandbox.shows(ada, 5);
    assertThat(texts(ada)).filteredOn("What?"::equals).hasSize(1);
  }

  @Test
  void whatWasWrittenBeforeIsNotAnsweredAndWhoLeftAnswersOnReturn() throws Exception {
    say(ada, ben, "hello from before");
    sandbox.shows(ben, 1);
    begin(
        """
        {'name':'later','people':[{'phone':'BEN','rules':[{'text':'hello','say':'hi'}]}],
         'steps':[{'do':'leave','as':'BEN'},{'do':'pause','seconds':60},{'do':'return','as':'BEN'}]}\
        """);
    say(ada, ben, "hello now");
    sandbox.shows(ben, 2);
    pass(30);
    assertThat(texts(ada)).doesNotContain("hi");
    pass(35);
    sandbox.shows(ada, 3);
    assertThat(texts(ada)).filteredOn("hi"::equals).hasSize(1);
  }

  @Test
  void aScriptSpeaksAndWaits() throws Exception {
    begin(
        """
        {'name':'talk','people':[{'phone':'BEN','rules':[{'text':'!ping','say':'pong'}]}],
         'steps':[{'do':'say','as':'ADA','to':'BEN','text':'!ping'},
                  {'do':'await','as':'ADA','text':'PONG','within':20},
                  {'do':'faults','plan':{'faults':[{'fault':'drop','times':1}]}},
                  {'do':'say','as':'ADA','to':'BEN','text':'thanks'},
                  {'do':'end_faults'}]}\
        """);
    await()
        .untilAsserted(
            () -> {
              pass(1);
              assertThat(progress("talk").get("state").asText()).isEqualTo("done");
            });
    assertThat(texts(ada)).containsExactly("!ping", "pong", "thanks");
  }

  @Test
  void aScriptReadsAChatAndListensToAVoiceNote() throws Exception {
    sandbox.network().media().open(MediaSettings.LOCAL);
    Phone cyd = sandbox.slowReader("Cyd");
    say(ada, cyd, "read me");
    sandbox.shows(cyd, 1);
    String steps = "{'name':'%s','steps':[{'do':'%s','as':'" + cyd.id() + "'}]}";
    begin(steps.formatted("none", "play"));
    assertThat(progress("none").required("state").asText()).isEqualTo("failed");
    begin(steps.formatted("reads", "read"));
    assertThat(progress("reads").required("state").asText()).isEqualTo("done");
    await().until(() -> sandbox.shows(ada, 1).getFirst().status() == ShownMessage.Status.READ);

    SendRequest.Media voice = SendRequest.Media.of(new byte[] {1}, "audio/ogg");
    sandbox.control().send(TENANT, ada.id(), SendRequest.to(cyd.id()).media(voice));
    sandbox.shows(cyd, 2);
    begin(steps.formatted("listens", "play"));
    await().until(() -> sandbox.shows(ada, 2).getLast().played());
  }

  @Test
  void aScriptThatWaitsInVainSaysAtWhichStep() throws Exception {
    begin(
        "{'name':'vain','steps':[{'do':'pause','seconds':0},{'do':'await','as':'ADA','text':'x','within':5}]}");
    pass(7);
    assertThat(progress("vain").get("state").asText()).isEqualTo("failed");
    assertThat(progress("vain").get("step").asInt()).isEqualTo(1);
    assertThat(progress("vain").get("problem").asText()).contains("did not come in time");
    begin("{'name':'nobody','steps':[{'do':'say','as':'ADA','to':'nowhere','text':'x'}]}");
    assertThat(progress("nobody").get("problem").asText()).contains("Nobody can be reached");
  }

  @Test
  void peopleDoNotAnswerEachOthersAnswers() throws Exception {
    for (int i = 0; i < 20; i++) {
      begin(
          "{'name':'s"
              + i
              + "','people':[{'phone':'ADA','rules':[{'say':'x'}]},{'phone':'BEN','rules':[{'say':'x'}]}]}");
    }
    say(ben, ada, "go");
    sandbox.shows(ada, 1);
    pass(1);
    sandbox.shows(ben, 21);
    pass(5);
    assertThat(texts(ada)).hasSize(21);
    assertThat(texts(ben)).hasSize(21);
  }

  @Test
  void peopleDoFiftyThingsInASecondAndTheRestLater() throws Exception {
    begin("{'name':'busy','people':[{'phone':'BEN','rules':[{'say':'x'}]}]}");
    for (int i = 0; i < 60; i++) {
      say(ada, ben, "go");
    }
    sandbox.shows(ben, 60);
    pass(1);
    assertThat(texts(ben)).hasSize(110);
    pass(1);
    assertThat(texts(ben)).hasSize(120);
  }

  @Test
  void peopleStopAnsweringSixHoursAfterTheLastStep() throws Exception {
    begin("{'name':'old','people':[{'phone':'BEN','rules':[{'say':'hi'}]}]}");
    sandbox.clock().advance(Duration.ofHours(6));
    say(ada, ben, "late");
    sandbox.shows(ben, 1);
    pass(3);
    assertThat(texts(ada)).containsExactly("late");
  }

  @Test
  void theSameSeedTakesTheSameTime() throws Exception {
    List<Long> first = answerTimes("one", 7);
    assertThat(answerTimes("two", 7)).isEqualTo(first);
    assertThat(answerTimes("three", 8)).isNotEqualTo(first);
  }

  @Test
  void scenariosEndAndBelongToTheirTenant() throws Exception {
    begin("{'name':'short','people':[{'phone':'BEN','rules':[{'say':'hi'}]}]}");
    assertThat(scenarios.scenarios("somebody else")).contains("\"items\":[]");
    assertThatThrownBy(() -> scenarios.end("somebody else", "short"))
        .isInstanceOf(SandboxProblem.class);
    scenarios.end(TENANT, "short");
    say(ada, ben, "hello");
    sandbox.shows(ben, 1);
    pass(3);
    assertThat(texts(ada)).containsExactly("hello");
  }

  @Test
  void namesTheFieldThatIsWrong() {
    wrong("{}", "name");
    wrong("{'name':'a b'}", "name");
    wrong("{'name':'a','steps':[{'do':'dance'}]}", "steps[0].do");
    wrong("{'name':'a','steps':[{'do':'say','as':'x'}]}", "steps[0].to");
    wrong("{'name':'a','people':[{'phone':'x','rules':[{}]}]}", "people[0].rules[0].say");
    wrong(
        "{'name':'a','people':[{'phone':'x','rules':[{'say':'y','after':5,'atMost':1}]}]}",
        "people[0].rules[0].atMost");
    wrong("{'name':'a','people':[{'phone':'nobody'}]}", "people");
  }

  private void wrong(String body, String field) {
    assertThatThrownBy(() -> begin(body))
        .isInstanceOfSatisfying(
            SandboxProblem.class, problem -> assertThat(problem.field()).contains(field));
  }

  /** After how many seconds each of five messages was answered. */
  private List<Long> answerTimes(String name, long seed) throws Exception {
    begin(
        "{'name':'"
            + name
            + "','seed':"
            + seed
            + ",'people':[{'phone':'BEN','rules':[{'match':'equals','text':'"
            + name
            + "','say':'done','after':1,'atMost':1000}]}]}");
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int heard = texts(ben).size();
      say(ada, ben, name);
      sandbox.shows(ben, heard + 1);
      Instant asked = sandbox.clock().instant();
      while (texts(ben).size() == heard + 1) {
        pass(1);
      }
      times.add(Duration.between(asked, sandbox.clock().instant()).toSeconds());
    }
    scenarios.end(TENANT, name);
    return times;
  }

  private void begin(String json) {
    scenarios.begin(
        TENANT, json.replace('\'', '"').replace("ADA", ada.id()).replace("BEN", ben.id()));
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      sandbox.passSecond();
    }
  }

  private JsonNode progress(String name) throws Exception {
    for (JsonNode item : new ObjectMapper().readTree(scenarios.scenarios(TENANT)).get("items")) {
      if (item.get("name").asText().equals(name)) {
        return item;
      }
    }
    throw new AssertionError("No scenario " + name);
  }

  private List<String> texts(Phone phone) {
    return sandbox
        .control()
        .messages(TENANT, phone.id(), Optional.empty(), Optional.empty())
        .stream()
        .map(ShownMessage::text)
        .toList();
  }

  private void say(Phone from, Phone to, String text) {
    sandbox.control().send(TENANT, from.id(), SendRequest.text(to.id(), text));
  }
}
