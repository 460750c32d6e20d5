package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxProblem;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** A person gets another phone number (protocol §6.8, §9.3). */
class NumberChangeTest {

  private static final String NEW = "15550000099";

  private final MemorySandboxStorage storage = new MemorySandboxStorage();
  private final SandboxFixture sandbox = new SandboxFixture(storage);
  private Phone ada;
  private Phone ben;
  private Companion companion;
  private RawClient client;

  @BeforeEach
  void goOnline() {
    ada = sandbox.phone("Ada");
    ben = sandbox.phone("Ben");
    companion = Companion.pair(sandbox, ben.id());
    client = companion.goOnline();
    companion.takeWelcome(client);
  }

  @AfterEach
  void close() {
    client.close();
    sandbox.close();
  }

  @Test
  void whoChattedWithThemHearsOfBothNumbersAndTheLidThatStays() {
    say("before");
    client.await("message");
    change();
    Node told = client.await(n -> n.has("type", "contacts"));
    assertThat(told.requireJid("from")).isEqualTo(Jid.NETWORK);
    assertThat(told.requireChild("modify").attributes())
        .containsEntry("old", ada.jid())
        .containsEntry("new", NEW + "@s.whatsapp.net")
        .containsEntry("old_lid", ada.lid())
        .containsEntry("new_lid", ada.lid());

    say("after");
    assertThat(client.await("message").requireJid("from"))
        .isEqualTo(Jid.parse(NEW + "@s.whatsapp.net"));
    assertThat(sandbox.shows(ben, 2).stream().map(m -> m.chat()).distinct())
        .containsExactly(NEW + "@s.whatsapp.net");
  }

  @Test
  void strangersHearNothing() {
    change();
    say("now we know each other");
    assertThat(client.await(n -> n.tag().equals("notification") || n.tag().equals("message")).tag())
        .isEqualTo("message");
  }

  @ParameterizedTest
  @CsvSource({"pn,false", "lid,true"})
  void membersOfTheirGroupsHearOfIt(String addressing, boolean byLid) {
    sandbox
        .control()
        .groups()
        .create(
            SandboxFixture.TENANT,
            "{'as':'%s','subject':'Walks','addressing':'%s','members':['%s']}"
                .formatted(ada.id(), addressing, ben.id())
                .replace('\'', '"'));
    change();
    Node told = client.await(n -> n.child("modify").isPresent());
    Node member = told.requireChild("modify").requireChild("participant");
    assertThat(told.require("type")).isEqualTo("w:gp2");
    assertThat(member.require("jid")).isEqualTo(byLid ? ada.lid() : ada.jid());
    assertThat(member.require(byLid ? "phone_number" : "lid"))
        .isEqualTo(byLid ? NEW + "@s.whatsapp.net" : ada.lid());
    assertThat(told.require(byLid ? "participant_pn" : "participant"))
        .isEqualTo(NEW + "@s.whatsapp.net");
    Node group =
        client.ask(told.requireJid("from"), "w:g2", "get", Node.of("query")).requireChild("group");
    assertThat(group.children("participant")).hasSize(2);
  }

  @Test
  void theirCompanionsAreLoggedOut() {
    Companion own = Companion.pair(sandbox, ada.id());
    try (RawClient theirs = own.goOnline()) {
      change();
      assertThat(theirs.await("stream:error").require("code")).isEqualTo("401");
    }
    try (RawClient again = own.logIn()) {
      assertThat(again.await("failure").require("reason")).isEqualTo("401");
    }
    assertThat(Companion.pair(sandbox, ada.id()).jid().withoutDevice())
        .isEqualTo(Jid.parse(NEW + "@s.whatsapp.net"));
  }

  @Test
  void theOldNumberIsNobodysUntilSomebodyTakesIt() {
    change();
    assertThat(Companion.devices(client, Jid.parse(ada.jid()))).isEmpty();
    assertThat(Companion.devices(client, Jid.parse(ada.lid()))).hasSize(1);

    Phone heir =
        sandbox
            .control()
            .addPhone(
                SandboxFixture.TENANT,
                new NewPhone("Heir", Optional.of(Jid.parse(ada.jid()).user())));
    assertThat(heir.jid()).isEqualTo(ada.jid());
    assertThat(heir.lid()).isNotEqualTo(ada.lid());
    sandbox.control().removePhone(SandboxFixture.TENANT, heir.id());
    assertThat(Companion.devices(client, Jid.parse(ada.lid()))).hasSize(1);
  }

  @Test
  void outlivesACrash() {
    change();
    try (SandboxFixture afterwards = new SandboxFixture(storage)) {
      List<Phone> phones = afterwards.control().phones(SandboxFixture.TENANT);
      assertThat(phones)
          .contains(
              new Phone(
                  ada.id(), "Ada", "+" + NEW, NEW + "@s.whatsapp.net", ada.lid(), ada.reads()));
    }
  }

  @Test
  void whoIsBlockedStaysSo() {
    client.ask("blocklist", "set", Node.of("item").with("action", "block").with("jid", ada.jid()));
    change();
    Node list = client.ask("blocklist", "get").requireChild("list");
    assertThat(list.requireChild("item").require("jid")).isEqualTo(ada.lid());
    assertThat(list.requireChild("item").require("pn_jid")).isEqualTo(NEW + "@s.whatsapp.net");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'number':'12'|INVALID",
        "'number':'+%taken%','to':{'phone':'%ada%'}|CONFLICT",
        "'number':'+15550000098'|INVALID"
      })
  void aNumberThatCannotBeTheirsIsRefusedAndNothingChanges(
      String fields, SandboxProblem.Kind kind) {
    String rule = fields.replace("%taken%", Jid.parse(ben.jid()).user()).replace("%ada%", ada.id());
    assertThatThrownBy(() -> plan("'fault':'new_number'," + rule))
        .isInstanceOfSatisfying(
            SandboxProblem.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
    assertThat(sandbox.control().phones(SandboxFixture.TENANT)).contains(ada, ben);
    assertThat(sandbox.control().faults().faults(SandboxFixture.TENANT))
        .doesNotContain("new_number");
  }

  @Test
  void twoPeopleWhoWishForOneNumberAreRefusedBeforeAnybodyGetsIt() {
    String rules =
        "'fault':'new_number','number':'+15550000097','to':{'phone':'%s'}},"
            + "{'fault':'new_number','number':'+15550000097','to':{'phone':'%s'}";
    assertThatThrownBy(() -> plan(rules.formatted(ada.id(), ben.id())))
        .isInstanceOf(SandboxProblem.class);
    assertThat(sandbox.control().phones(SandboxFixture.TENANT)).contains(ada, ben);
  }

  private void change() {
    plan("'fault':'new_number','number':'+" + NEW + "','to':{'phone':'" + ada.id() + "'}");
  }

  private void plan(String rule) {
    sandbox
        .control()
        .faults()
        .put(SandboxFixture.TENANT, ("{'faults':[{" + rule + "}]}").replace('\'', '"'));
  }

  private void say(String text) {
    sandbox.control().send(SandboxFixture.TENANT, ada.id(), SendRequest.text(ben.jid(), text));
  }
}
