package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** Each fault of traffic as a client sees it on the wire, and whom faults touch. */
class FaultGateTest extends FaultyNetwork {

  @Test
  void whatIsDroppedWaitsForTheNextLogin() {
    plan("{'fault':'drop','on':{'tag':'message','direction':'to_device'},'times':1}");
    String lost = say("lost");
    String seen = say("seen");
    assertThat(client.await("message").require("id")).isEqualTo(seen);
    client.close();

    try (RawClient again = companion.logIn()) {
      Node first = again.await("message");
      assertThat(first.require("id")).isEqualTo(lost);
      assertThat(first.attribute("offline")).isPresent();
    }
  }

  @Test
  void aDelayedStanzaIsOvertakenAndComesWhenItsTimeIsOver() {
    plan(
        "{'fault':'delay','millis':3000,'on':{'tag':'message','direction':'to_device'},'times':1}");
    String late = say("late");
    String next = say("next");
    assertThat(client.await("message").require("id")).isEqualTo(next);
    sandbox.pass(Duration.ofMillis(2_999));
    String before = say("before its time");
    assertThat(client.await("message").require("id")).isEqualTo(before);
    sandbox.pass(Duration.ofMillis(1));
    assertThat(client.await("message").require("id")).isEqualTo(late);
  }

  @Test
  void theClockOfTheNetworkSaysWhatIsDueAndATimerOnlyWakesIt() {
    plan(
        "{'fault':'delay','millis':3000,'on':{'tag':'message','direction':'to_device'},'times':2}");
    List<String> late = List.of(say("late"), say("later"));
    sandbox.delays().pass(Duration.ofHours(1));
    String next = say("next");
    assertThat(messageId()).isEqualTo(next);
    sandbox.clock().advance(Duration.ofSeconds(3));
    sandbox.delays().pass(Duration.ZERO);
    sandbox.network().tick();
    assertThat(List.of(messageId(), messageId())).isEqualTo(late);
  }

  @Test
  void aDuplicateComesAsOftenAsSaid() {
    plan(
        "{'fault':'duplicate','copies':3,'on':{'tag':'message','direction':'to_device'},'times':1}");
    String id = say("three times");
    String next = say("once");
    assertThat(List.of(messageId(), messageId(), messageId(), messageId()))
        .containsExactly(id, id, id, next);
  }

  @Test
  void rulesThatMultiplyEachOthersCopiesStopAtTwenty() {
    String one =
        "{'fault':'duplicate','copies':10,'on':{'tag':'message','direction':'to_device'},'times':1}";
    plan(String.join(",", Collections.nCopies(8, one)));
    String id = say("many times");
    String next = say("once");
    List<String> came = new ArrayList<>();
    for (String each = messageId(); !each.equals(next); each = messageId()) {
      came.add(each);
    }
    assertThat(came).hasSize(20).containsOnly(id);
  }

  @Test
  void aStanzaIsOvertakenBySoManyOthers() {
    plan("{'fault':'reorder','behind':2,'on':{'tag':'message','direction':'to_device'},'times':1}");
    String first = say("1");
    List<String> others = List.of(say("2"), say("3"));
    assertThat(List.of(messageId(), messageId(), messageId()))
        .containsExactly(others.getFirst(), others.getLast(), first);
  }

  @Test
  void aHeldBackStanzaComesAlsoWhenNothingFollows() {
    plan("{'fault':'reorder','behind':2,'on':{'tag':'message','direction':'to_device'},'times':1}");
    String only = say("only");
    sandbox.pass(Duration.ofSeconds(5));
    assertThat(messageId()).isEqualTo(only);
  }

  @Test
  void aCorruptCiphertextDoesNotOpenAndTheNextDoes() {
    plan("{'fault':'corrupt','on':{'tag':'message','direction':'to_device'},'times':1}");
    say("broken");
    Node broken = client.await("message");
    assertThatThrownBy(() -> companion.decrypt(broken)).isInstanceOf(WhatsAppException.class);
    say("whole");
    assertThat(companion.decrypt(client.await("message")).getConversation()).isEqualTo("whole");
  }

  @Test
  void aSilentServerKeepsTheConnectionAndAnswersNothingUntilTheNextLogin() {
    plan("{'fault':'silent','times':1}");
    client.send(
        Node.of("iq", Node.of("ping")).with("id", "p1").with("type", "get").with("xmlns", "w:p"));
    String unheard = say("unheard");
    assertThat(client.isOpen()).isTrue();
    client.close();
    try (RawClient again = companion.logIn()) {
      assertThat(again.await("message").require("id")).isEqualTo(unheard);
    }
  }

  @Test
  void messagesAreRefusedAfterSoManyAndSoOften() {
    plan("{'fault':'nack','code':463,'after':1,'times':2}");
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String id = companion.sendText(client, Jid.parse(bob.jid()), "number " + i);
      Node ack = client.await(n -> n.tag().equals("ack") && n.has("id", id));
      errors.add(ack.attribute("error").orElse("none"));
    }
    assertThat(errors).containsExactly("none", "463", "463", "none");
  }

  @Test
  void tooMuchIsRefusedForQuestionsToo() {
    plan("{'fault':'rate_limit','on':{'tag':'iq'},'times':1}");
    Node error = client.ask("w:p", "get").requireChild("error");
    assertThat(error.require("code")).isEqualTo("429");
    assertThat(error.require("text")).isEqualTo("rate-overlimit");
    assertThat(client.ask("w:p", "get").has("type", "result")).isTrue();
  }

  @Test
  void theSameSeedAndTrafficGiveTheSameFaults() throws Exception {
    String first = strikesOfTwenty(7);
    String second = strikesOfTwenty(7);
    assertThat(second).isEqualTo(first);
    assertThat(strikesOfTwenty(8)).isNotEqualTo(first);
  }

  @Test
  void aTenantsFaultsTouchOnlyItsOwn() {
    sandbox
        .control()
        .faults()
        .put("somebody else", "{'faults':[{'fault':'close'}]}".replace('\'', '"'));
    sandbox
        .control()
        .faults()
        .put(
            "somebody else",
            "{'faults':[{'fault':'drop'},{'fault':'failure','reason':403}]}".replace('\'', '"'));
    String id = say("untouched");
    assertThat(messageId()).isEqualTo(id);
    client.close();
    try (RawClient in = companion.logIn()) {
      assertThat(in.await("success")).isNotNull();
    }
    assertThat(sandbox.control().faults().faults("somebody else")).contains("\"strikes\":[]");
  }

  @Test
  void anEndedPlanHurtsNobody() {
    plan("{'fault':'drop'}");
    sandbox.control().faults().clear(SandboxFixture.TENANT);
    assertThat(client.ask("w:p", "get").has("type", "result")).isTrue();
    assertThat(sandbox.control().faults().faults(SandboxFixture.TENANT))
        .isEqualTo("{\"seed\":1,\"faults\":[],\"strikes\":[]}");
  }

  private String strikesOfTwenty(long seed) throws Exception {
    put(
        "{'seed':"
            + seed
            + ",'faults':[{'fault':'duplicate','probability':0.5,"
            + "'on':{'tag':'iq','direction':'from_device'}}]}");
    for (int i = 0; i < 20; i++) {
      client.ask("w:p", "get");
    }
    return new ObjectMapper()
        .readTree(sandbox.control().faults().faults(SandboxFixture.TENANT))
        .get("strikes")
        .toString();
  }
}
