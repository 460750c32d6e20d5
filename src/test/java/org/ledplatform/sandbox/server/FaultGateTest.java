package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** Each fault as a client sees it on the wire. */
class FaultGateTest {

  private final SandboxFixture sandbox = new SandboxFixture();
  private Phone ada;
  private Phone ben;
  private Companion bot;
  private RawClient client;

  @BeforeEach
  void goOnline() {
    ada = sandbox.control().addPhone(SandboxFixture.TENANT, phone("Ada", "+15550000001"));
    ben = sandbox.control().addPhone(SandboxFixture.TENANT, phone("Ben", "+15550000002"));
    bot = Companion.pair(sandbox, ada.id());
    client = bot.goOnline();
    bot.takeWelcome(client);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static NewPhone phone(String name, String number) {
    return new NewPhone(name, Optional.of(number));
  }

  @Test
  void whatIsDroppedWaitsForTheNextLogin() {
    plan("{'fault':'drop','on':{'tag':'message','direction':'to_device'},'times':1}");
    String lost = say("lost");
    String seen = say("seen");
    assertThat(client.await("message").require("id")).isEqualTo(seen);
    client.close();

    try (RawClient again = bot.logIn()) {
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
    sandbox.delays().pass(Duration.ofMillis(2_999));
    sandbox.delays().pass(Duration.ofMillis(1));
    assertThat(client.await("message").require("id")).isEqualTo(late);
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
    sandbox.delays().pass(Duration.ofSeconds(5));
    assertThat(messageId()).isEqualTo(only);
  }

  @Test
  void aCorruptCiphertextDoesNotOpenAndTheNextDoes() {
    plan("{'fault':'corrupt','on':{'tag':'message','direction':'to_device'},'times':1}");
    say("broken");
    Node broken = client.await("message");
    assertThatThrownBy(() -> bot.decrypt(broken)).isInstanceOf(WhatsAppException.class);
    say("whole");
    assertThat(bot.decrypt(client.await("message")).getConversation()).isEqualTo("whole");
  }

  @Test
  void aSilentServerKeepsTheConnectionAndAnswersNothingUntilTheNextLogin() {
    plan("{'fault':'silent','times':1}");
    client.send(
        Node.of("iq", Node.of("ping")).with("id", "p1").with("type", "get").with("xmlns", "w:p"));
    String unheard = say("unheard");
    assertThat(client.isOpen()).isTrue();
    client.close();
    try (RawClient again = bot.logIn()) {
      assertThat(again.await("message").require("id")).isEqualTo(unheard);
    }
  }

  @Test
  void aConnectionEndsWithoutAWordOrWithOne() {
    plan("{'fault':'close'}");
    client.awaitClosed();
    for (String code : List.of("500", "503", "515", "501")) {
      client = bot.goOnline();
      plan("{'fault':'stream_error','code':" + code + "}");
      assertThat(client.await("stream:error").require("code")).isEqualTo(code);
      client.awaitClosed();
    }
    client = bot.goOnline();
    plan("{'fault':'replaced'}");
    assertThat(client.await("stream:error").requireChild("conflict").require("type"))
        .isEqualTo("replaced");
    client.awaitClosed();
    client = bot.goOnline();
    plan("{'fault':'downgrade'}");
    assertThat(client.await(n -> n.child("downgrade_webclient").isPresent())).isNotNull();
    client.awaitClosed();
  }

  @Test
  void aLoginIsRefusedWithAnyReasonSoOftenAsSaid() {
    client.close();
    for (int reason : List.of(401, 403, 406, 409, 413, 414, 415, 500, 503)) {
      plan("{'fault':'failure','reason':" + reason + ",'times':1}");
      assertThat(failure().require("reason")).isEqualTo(Integer.toString(reason));
    }
    plan("{'fault':'temporary_ban','code':101,'seconds':3600}");
    assertThat(failure().attributes()).containsEntry("code", "101").containsEntry("expire", "3600");
    plan("{'fault':'outdated_version','times':2}");
    assertThat(failure().require("reason")).isEqualTo("405");
    assertThat(failure().require("reason")).isEqualTo("405");
    try (RawClient in = bot.logIn()) {
      assertThat(in.await("success")).isNotNull();
    }
  }

  @Test
  void messagesAreRefusedAfterSoManyAndSoOften() {
    plan("{'fault':'nack','code':463,'after':1,'times':2}");
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String id = bot.sendText(client, Jid.parse(ben.jid()), "number " + i);
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
  void bundlesLackTheirOneTimeKeys() {
    plan("{'fault':'no_pre_keys'}");
    Node user =
        client
            .ask("encrypt", "get", Node.of("key", Node.of("user").with("jid", ben.jid())))
            .requireChild("list")
            .requireChild("user");
    assertThat(user.child("key")).isEmpty();
    assertThat(user.child("skey")).isPresent();
  }

  @Test
  void phonesAddressByLid() {
    plan("{'fault':'lid_addressing'}");
    say("moved");
    Node message = client.await("message");
    assertThat(message.requireJid("from")).isEqualTo(Jid.parse(ben.lid()));
    assertThat(message.require("sender_pn")).isEqualTo(ben.jid());
    assertThat(bot.decrypt(message).getConversation()).isEqualTo("moved");
  }

  @Test
  void aPhoneRemovesItsCompanion() {
    plan("{'fault':'logout','on':{'tag':'message','direction':'to_device'}}");
    say("the last straw");
    assertThat(client.await("stream:error").requireChild("conflict").require("type"))
        .isEqualTo("device_removed");
    client.awaitClosed();
    assertThat(failure().require("reason")).isEqualTo("401");
  }

  @Test
  void aPersonWhoInstallsAnewHasAnotherIdentityAndNoCompanions() {
    Node before = bundle(ben);
    plan("{'fault':'new_identity','to':{'phone':'" + ben.id() + "'}}");
    Node told = client.await(n -> n.has("type", "encrypt") && n.child("identity").isPresent());
    assertThat(told.require("from")).isEqualTo(ben.jid());
    assertThat(bundle(ben).requireChild("identity").bytes())
        .isNotEqualTo(before.requireChild("identity").bytes());
    say("it is me");
    assertThat(bot.decryptAnew(client.await("message")).getConversation()).isEqualTo("it is me");
    assertThat(client.isOpen()).isTrue();

    plan("{'fault':'new_identity','to':{'phone':'" + ada.id() + "'}}");
    assertThat(client.await("stream:error").require("code")).isEqualTo("401");
  }

  @Test
  void aPersonWhoGetsAnotherLidIsReachedThere() {
    plan("{'fault':'new_lid','to':{'phone':'+15550000002'}}");
    Phone moved = sandbox.control().phones(SandboxFixture.TENANT).getLast();
    assertThat(moved.lid()).isNotEqualTo(ben.lid());
    assertThat(Companion.devices(client, Jid.parse(moved.lid()))).hasSize(1);
    assertThat(Companion.devices(client, Jid.parse(ben.lid()))).isEmpty();
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
    try (RawClient in = bot.logIn()) {
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

  private Node bundle(Phone whose) {
    return client
        .ask("encrypt", "get", Node.of("key", Node.of("user").with("jid", whose.jid())))
        .requireChild("list")
        .requireChild("user");
  }

  private Node failure() {
    RawClient refused = bot.logIn();
    Node failure = refused.await("failure");
    refused.awaitClosed();
    return failure;
  }

  private String messageId() {
    return client.await("message").require("id");
  }

  private String say(String text) {
    return sandbox
        .control()
        .send(SandboxFixture.TENANT, ben.id(), SendRequest.text(ada.jid(), text))
        .messageId();
  }

  private void plan(String rule) {
    put("{'faults':[" + rule + "]}");
  }

  private void put(String plan) {
    sandbox.control().faults().put(SandboxFixture.TENANT, plan.replace('\'', '"'));
  }
}
