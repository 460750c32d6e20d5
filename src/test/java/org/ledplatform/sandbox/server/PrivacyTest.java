package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** What people hide is not told, and the account's other devices hear of settings (§6.7, §6.8). */
class PrivacyTest {

  private static final String PRIVACY = "privacy";
  private static final String TIMER = "disappearing_mode";

  private final SandboxFixture sandbox = new SandboxFixture();
  private Phone ada;
  private Phone ben;
  private Companion adas;
  private Companion bens;
  private RawClient ofAda;
  private RawClient ofBen;

  @BeforeEach
  void goOnline() {
    ada = sandbox.phone("Ada");
    ben = sandbox.phone("Ben");
    adas = Companion.pair(sandbox, ada.id());
    bens = Companion.pair(sandbox, ben.id());
    ofAda = adas.goOnline();
    ofBen = bens.goOnline();
    adas.takeWelcome(ofAda);
    bens.takeWelcome(ofBen);
  }

  @AfterEach
  void close() {
    ofAda.close();
    ofBen.close();
    sandbox.close();
  }

  @Test
  void whoHidesReadingIsNotToldOfAndHearsNothing() {
    hide(ofAda, "readreceipts", "none");
    assertThat(told("read", "FIRST")).isFalse();
    assertThat(told("", "SECOND")).as("delivery is told all the same").isTrue();
    hide(ofAda, "readreceipts", "all");
    hide(ofBen, "readreceipts", "none");
    assertThat(told("read", "THIRD")).isFalse();
    hide(ofBen, "readreceipts", "all");
    assertThat(told("read", "FOURTH")).isTrue();
  }

  @Test
  void whoHidesWhenTheyWereThereIsSeenByNobodyAndSeesNobody() {
    hide(ofAda, "last", "none");
    assertThat(seen(ofBen, ada).attribute("type")).as("to be there is another matter").isEmpty();
    hide(ofAda, "online", "match_last_seen");
    assertThat(seen(ofBen, ada).attributes())
        .containsEntry("type", "unavailable")
        .containsEntry("last", "deny");
    ofAda.send(Node.of("presence").with("type", "available").with("name", "Ada"));
    assertThat(ofBen.await("presence").attribute("type")).contains("unavailable");

    hide(ofBen, "online", "match_last_seen");
    assertThat(seen(ofAda, ben).attributes()).containsEntry("last", "deny");
    hide(ofAda, "last", "all");
    assertThat(seen(ofAda, ben).attribute("type")).isEmpty();
  }

  @Test
  void contactsAreThoseWhoChatted() {
    hide(ofAda, "last", "contacts");
    hide(ofAda, "online", "match_last_seen");
    assertThat(seen(ofBen, ada).require("last")).isEqualTo("deny");
    sandbox.control().send(SandboxFixture.TENANT, ben.id(), SendRequest.text(ada.id(), "hello"));
    sandbox.shows(ada, 1);
    assertThat(seen(ofBen, ada).attribute("type")).isEmpty();
  }

  @Test
  void otherDevicesHearOfAChangedSettingAndStrangeOnesAreRefused() {
    Companion second = Companion.pair(sandbox, ada.id());
    try (RawClient other = second.goOnline()) {
      hide(ofAda, "last", "none");
      Node category =
          other
              .await(n -> n.has("type", "account_sync"))
              .requireChild(PRIVACY)
              .requireChild("category");
      assertThat(category.attributes())
          .containsEntry("name", "last")
          .containsEntry("value", "none");
    }
    for (String[] odd : new String[][] {{"last", "gone"}, {"mood", "all"}, {"online", "none"}}) {
      assertThat(set(ofAda, odd[0], odd[1]).requireChild("error").require("code")).isEqualTo("400");
    }
  }

  @Test
  void theTimerOfNewChatsIsKeptAndToldToOtherDevicesAndOtherPeople() {
    Companion second = Companion.pair(sandbox, ada.id());
    try (RawClient other = second.goOnline()) {
      Node set = ofAda.ask(TIMER, "set", Node.of(TIMER).with("duration", 86_400));
      assertThat(set.has("type", "result")).isTrue();
      Node told = other.await(n -> n.has("type", "account_sync")).requireChild(TIMER);
      assertThat(told.require("duration")).isEqualTo("86400");
      assertThat(told.number("t")).contains(sandbox.clock().instant().getEpochSecond());
    }
    assertThat(ofAda.ask(TIMER, "get").requireChild(TIMER).require("duration")).isEqualTo("86400");
    Node asked =
        Node.of(
            "usync",
            Node.of("query", Node.of(TIMER)),
            Node.of("list", Node.of("user").with("jid", ada.jid())));
    Node user =
        ofBen
            .ask("usync", "get", asked)
            .requireChild("usync")
            .requireChild("list")
            .requireChild("user");
    assertThat(user.requireChild(TIMER).require("duration")).isEqualTo("86400");
    Node odd = ofAda.ask(TIMER, "set", Node.of(TIMER).with("duration", 5));
    assertThat(odd.requireChild("error").require("code")).isEqualTo("400");
  }

  private void hide(RawClient client, String name, String value) {
    assertThat(set(client, name, value).has("type", "result")).isTrue();
  }

  private static Node set(RawClient client, String name, String value) {
    Node category = Node.of("category").with("name", name).with("value", value);
    return client.ask(PRIVACY, "set", Node.of(PRIVACY, category));
  }

  private static Node seen(RawClient client, Phone whom) {
    client.send(Node.of("presence").with("type", "subscribe").with("to", whom.jid()));
    return client.await("presence");
  }

  /** Whether Ben hears of a receipt of Ada's; a delivery receipt behind it shows that none came. */
  private boolean told(String type, String id) {
    Node receipt = Node.of("receipt").with("to", Jid.parse(ben.jid())).with("id", id);
    ofAda.send(type.isEmpty() ? receipt : receipt.with("type", type));
    ofAda.send(receipt.with("id", "AFTER-" + id));
    Node first = ofBen.await(n -> n.tag().equals("receipt") && n.require("id").endsWith(id));
    if (first.has("id", id)) {
      ofBen.await(n -> n.has("id", "AFTER-" + id));
      return true;
    }
    return false;
  }
}
