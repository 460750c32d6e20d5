package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.stanza.QueryFailedException;

/** Whom the account has blocked. */
class BlocklistTest {

  private static final Jid ANNA = Jid.parse("100@lid");
  private static final Jid ANNA_PHONE = Jid.parse("49100@s.whatsapp.net");
  private static final Jid BERT = Jid.parse("300@lid");

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;
  private Node list = Node.of("list").with("dhash", "h1");

  @BeforeEach
  void online() {
    network.answers.put("blocklist", iq -> list);
    list = list("h1", ANNA);
    fixture.pairAndLogIn();
  }

  private static Node list(String hash, Jid... people) {
    return Node.of("list")
        .with("dhash", hash)
        .holding(List.of(people).stream().map(j -> Node.of("item").with("jid", j)).toList());
  }

  private Blocklist blocklist() {
    return fixture.client.blocklist();
  }

  private void changed(Node blocklist) {
    fixture.deliver(
        Node.of("notification", blocklist)
            .with("id", "N1")
            .with("from", TestNetwork.OWN.withoutDevice())
            .with("type", "account_sync"));
  }

  private static Node item(String action, Jid person) {
    return Node.of("item").with("action", action).with("jid", person);
  }

  private List<Node> asked() {
    return network.last().receivedIqs("blocklist");
  }

  private void reconnect() {
    fixture.restart();
    fixture.connect();
  }

  @Test
  void itIsFetchedAtTheLoginToldAndKeptWithoutAConnection() {
    assertThat(asked()).hasSize(1);
    assertThat(asked().getFirst().children()).isEmpty();
    assertThat(fixture.all(AccountEvent.BlocklistChanged.class))
        .containsExactly(new AccountEvent.BlocklistChanged(Set.of(ANNA), Set.of()));
    fixture.restart();
    assertThat(blocklist().people()).containsExactly(ANNA);
    assertThat(blocklist().contains(ANNA)).isTrue();
    assertThat(blocklist().contains(BERT)).isFalse();
  }

  @Test
  void theNextLoginNamesTheListThatIsKnown() {
    list = Node.of("list").with("matched", "true");
    reconnect();
    assertThat(asked().getFirst().requireChild("item").require("dhash")).isEqualTo("h1");
    assertThat(blocklist().people()).containsExactly(ANNA);
    assertThat(fixture.all(AccountEvent.BlocklistChanged.class)).isEmpty();
    list = list("h2", BERT);
    reconnect();
    assertThat(fixture.all(AccountEvent.BlocklistChanged.class))
        .containsExactly(new AccountEvent.BlocklistChanged(Set.of(BERT), Set.of(ANNA)));
  }

  @Test
  void whatAnotherDeviceChangesIsKeptBeforeItIsAcknowledgedAndTold() {
    Node told = Node.of("blocklist", item("block", BERT), item("unblock", ANNA));
    changed(told.with("dhash", "h2").with("prev_dhash", "h1"));
    assertThat(blocklist().people()).containsExactly(BERT);
    assertThat(fixture.last(AccountEvent.BlocklistChanged.class))
        .isEqualTo(new AccountEvent.BlocklistChanged(Set.of(BERT), Set.of(ANNA)));
    assertThat(network.last().received("ack").getLast().has("type", "account_sync")).isTrue();
    assertThat(asked()).hasSize(1);
    reconnect();
    assertThat(asked().getFirst().requireChild("item").require("dhash")).isEqualTo("h2");
  }

  @Test
  void aChangeOfAListThatWeDoNotHaveMakesUsFetchTheWhole() {
    list = list("h3", ANNA, BERT);
    changed(Node.of("blocklist", item("block", BERT)).with("dhash", "h3").with("prev_dhash", "h2"));
    assertThat(asked()).hasSize(2);
    assertThat(asked().getLast().children()).isEmpty();
    assertThat(blocklist().people()).containsExactlyInAnyOrder(ANNA, BERT);
    list = list("h4");
    changed(Node.of("blocklist").with("action", "modify").with("dhash", "h4"));
    assertThat(blocklist().people()).isEmpty();
  }

  @Test
  void aPhoneNumberAndALidAreOnePerson() {
    list = list("h2", ANNA_PHONE);
    reconnect();
    assertThat(blocklist().people()).containsExactly(ANNA_PHONE);
    fixture.deliver(
        Node.of("notification", Node.of("update"))
            .with("id", "D1")
            .with("from", ANNA_PHONE)
            .with("lid", ANNA)
            .with("type", "devices"));
    assertThat(blocklist().people()).containsExactly(ANNA);
    assertThat(blocklist().contains(ANNA_PHONE.withDevice(3))).isTrue();
    changed(Node.of("blocklist", item("unblock", ANNA)).with("dhash", "h3"));
    assertThat(blocklist().people()).isEmpty();
  }

  @Test
  void weBlockByLidWithTheNumberBesideIt() {
    fixture.deliver(
        Node.of("notification", Node.of("update"))
            .with("id", "D1")
            .with("from", ANNA_PHONE)
            .with("lid", ANNA)
            .with("type", "devices"));
    CompletionStage<Void> done = blocklist().block(ANNA_PHONE);
    network.run();
    Node sent = asked().getLast();
    assertThat(sent.has("type", "set")).isTrue();
    assertThat(sent.requireChild("item").attributes())
        .containsEntry("jid", ANNA.toString())
        .containsEntry("pn_jid", ANNA_PHONE.toString())
        .containsEntry("action", "block");
    assertThat(done.toCompletableFuture()).isCompleted();
  }

  @Test
  void whatTheNetworkTakesIsKeptAlsoWhenItDoesNotRepeatTheList() {
    list = Node.of("list").with("dhash", "h2");
    blocklist().unblock(ANNA);
    network.run();
    assertThat(asked().getLast().requireChild("item").attributes()).doesNotContainKey("pn_jid");
    assertThat(blocklist().people()).isEmpty();
    assertThat(fixture.last(AccountEvent.BlocklistChanged.class))
        .isEqualTo(new AccountEvent.BlocklistChanged(Set.of(), Set.of(ANNA)));
  }

  @Test
  void withoutAConnectionAndForGroupsItFailsByName() {
    assertThat(failure(blocklist().block(Jid.parse("1-2@g.us"))))
        .isInstanceOf(StateRefusedException.class);
    fixture.client.disconnect();
    network.run();
    assertThat(failure(blocklist().block(BERT))).isInstanceOf(QueryFailedException.class);
    assertThat(blocklist().people()).containsExactly(ANNA);
  }

  private Throwable failure(CompletionStage<Void> stage) {
    network.run();
    return stage
        .handle((_, e) -> e instanceof CompletionException c ? c.getCause() : e)
        .toCompletableFuture()
        .join();
  }
}
