package org.ledplatform.sandbox.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

class QueryTableTest {

  private final SandboxFixture sandbox = new SandboxFixture();
  private Phone ada;
  private Phone bob;
  private Companion companion;
  private RawClient client;

  @BeforeEach
  void goOnline() {
    ada = sandbox.phone("Ada");
    bob = sandbox.phone("Bob");
    companion = Companion.pair(sandbox, ada.id());
    client = companion.goOnline();
    companion.takeWelcome(client);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource({
    "passive,set,active,",
    "passive,set,passive,",
    "abt,get,props,props",
    "w,get,props,props",
    "blocklist,get,,list",
    "privacy,get,privacy,privacy",
    "privacy,set,tokens,tokens",
    "w:p,get,ping,",
    "w:p,get,,",
    "status,set,status,",
    "disappearing_mode,get,,disappearing_mode",
    "urn:xmpp:whatsapp:dirty,set,clean,",
    "w:stats,set,add,",
    "bot,get,bot,bot",
    "w:g2,get,participating,groups",
    "w:biz,get,business_profile,business_profile"
  })
  void answersWhatClientsAskAtTheirStart(
      String namespace, String type, String child, String reply) {
    Node[] children = child == null ? new Node[0] : new Node[] {Node.of(child)};
    Node answer = client.ask(namespace, type, children);

    assertThat(answer.attributes()).containsEntry("type", "result");
    assertThat(answer.requireJid("from")).isEqualTo(Jid.NETWORK);
    assertThat(answer.children().stream().map(Node::tag).findFirst())
        .isEqualTo(Optional.ofNullable(reply));
  }

  @ParameterizedTest
  @CsvSource({
    "nobody:knows:this,get,x,501",
    "spam,set,spam_list,501",
    "md,set,link_code_companion_reg,501",
    "w:m,set,media_conn,503",
    "w:g2,get,query,404",
    "w:g2,set,create,400",
    "w:g2,set,nonsense,501",
    "w:profile:picture,get,picture,404",
    "w:mex,get,query,501",
    "encrypt,get,nonsense,400",
    "usync,get,nonsense,400"
  })
  void answersWithAnErrorWhatItCannotDo(String namespace, String type, String child, String code) {
    Node answer = client.ask(namespace, type, Node.of(child));

    assertThat(answer.attributes()).containsEntry("type", "error");
    assertThat(answer.requireChild("error").require("code")).isEqualTo(code);
  }

  @Test
  void tellsPrivacyAndKeepsWhatIsSet() {
    Node first = client.ask("privacy", "get", Node.of("privacy")).requireChild("privacy");
    assertThat(first.children("category")).hasSize(8);

    client.ask(
        "privacy",
        "set",
        Node.of("privacy", Node.of("category").with("name", "last").with("value", "none")));

    Node second = client.ask("privacy", "get", Node.of("privacy")).requireChild("privacy");
    assertThat(second.children("category"))
        .anyMatch(c -> c.has("name", "last") && c.has("value", "none"));
  }

  @Test
  void keepsTheBlockListByAccountWhicheverAddressIsUsed() {
    Node list =
        client
            .ask("blocklist", "set", Node.of("item").with("action", "block").with("jid", bob.jid()))
            .requireChild("list");
    Node item = list.children("item").getFirst();
    assertThat(item.require("pn_jid")).isEqualTo(bob.jid());
    assertThat(item.require("jid")).endsWith("@lid");

    client.ask(
        "blocklist",
        "set",
        Node.of("item").with("action", "unblock").with("jid", item.require("jid")));
    assertThat(client.ask("blocklist", "get").requireChild("list").children("item")).isEmpty();
  }

  @Test
  void tellsAListOnlyToWhomHasAnotherOne() {
    String hash =
        client
            .ask("blocklist", "set", Node.of("item").with("action", "block").with("jid", bob.jid()))
            .requireChild("list")
            .require("dhash");
    Node known =
        client.ask("blocklist", "get", Node.of("item").with("dhash", hash)).requireChild("list");
    assertThat(known.has("matched", "true")).isTrue();
    assertThat(known.children("item")).isEmpty();
    Node other =
        client.ask("blocklist", "get", Node.of("item").with("dhash", "old")).requireChild("list");
    assertThat(other.children("item")).hasSize(1);
  }

  @Test
  void answersEachCollectionOfAppState() {
    Node answer =
        client.ask(
            "w:sync:app:state",
            "set",
            Node.of(
                "sync",
                Node.of("collection").with("name", "critical_block").with("version", 0),
                Node.of("collection", Node.of("patch", new byte[] {1}))
                    .with("name", "regular")
                    .with("version", 0)));

    List<Node> collections = answer.requireChild("sync").children("collection");
    assertThat(collections.getFirst().attributes())
        .containsEntry("name", "critical_block")
        .containsEntry("version", "0");
    assertThat(collections.getLast().requireChild("error").require("code")).isEqualTo("400");
  }

  @Test
  void listsDevicesAndLidAsTheyWereAskedFor() {
    Node byPhone = usync(Jid.parse(ada.jid()));
    assertThat(byPhone.requireJid("jid")).isEqualTo(Jid.parse(ada.jid()));
    assertThat(byPhone.requireChild("lid").requireJid("val")).isEqualTo(Jid.parse(ada.lid()));
    Node devices = byPhone.requireChild("devices");
    assertThat(devices.requireChild("device-list").children("device"))
        .extracting(d -> d.require("id") + " " + d.attribute("key-index").orElse("-"))
        .containsExactly("0 -", "1 1");
    assertThat(devices.requireChild("key-index-list").bytes()).isNotEmpty();

    Node byLid = usync(Jid.parse(bob.lid()));
    assertThat(byLid.requireJid("jid")).isEqualTo(Jid.parse(bob.lid()));
    assertThat(byLid.requireChild("devices").requireChild("device-list").children("device"))
        .hasSize(1);
  }

  @Test
  void tellsWhetherANumberIsKnown() {
    assertThat(contact(bob.phoneNumber()).requireChild("contact").require("type")).isEqualTo("in");
    assertThat(contact(bob.phoneNumber()).requireJid("jid")).isEqualTo(Jid.parse(bob.jid()));
    assertThat(contact("+15550000000").requireChild("contact").require("type")).isEqualTo("out");
  }

  @Test
  void peopleOfAnotherTenantDoNotExist() {
    Phone stranger = sandbox.control().addPhone("other", new NewPhone("Eve", Optional.empty()));

    assertThat(
            usync(Jid.parse(stranger.jid()))
                .requireChild("devices")
                .requireChild("device-list")
                .children("device"))
        .isEmpty();
    assertThat(contact(stranger.phoneNumber()).requireChild("contact").require("type"))
        .isEqualTo("out");
    assertThat(fetch(Jid.parse(stranger.jid())).requireChild("error").require("code"))
        .isEqualTo("404");
  }

  @Test
  void givesEachOneTimeKeyOnceAndTheRestWithout() {
    Companion other = Companion.pair(sandbox, bob.id());
    try (RawClient otherClient = other.goOnline()) {
      other.takeWelcome(otherClient);
      Set<String> ids = new HashSet<>();
      for (int i = 0; i < 20; i++) {
        Node user = fetch(other.lid());
        assertThat(user.requireJid("jid")).isEqualTo(other.lid());
        assertThat(user.requireChild("device-identity").bytes()).isEqualTo(other.identity());
        user.child("key").ifPresent(key -> ids.add(key.requireChild("id").text()));
      }
      assertThat(fetch(other.lid()).child("key")).isEmpty();
      // The phone took one of the twenty for its welcome.
      assertThat(ids).hasSize(19);
      Node low = otherClient.await(n -> n.has("type", "encrypt"));
      assertThat(low.requireJid("from")).isEqualTo(Jid.NETWORK);
      assertThat(low.requireChild("count").require("value")).isEqualTo("9");
    }
  }

  @Test
  void aPhoneNeverRunsOutOfKeys() {
    for (int i = 0; i < 300; i++) {
      fetch(Jid.parse(bob.jid()));
    }
    await().untilAsserted(() -> assertThat(fetch(Jid.parse(bob.jid())).child("key")).isPresent());
  }

  @Test
  void countsKeysAndDescribesThem() throws Exception {
    assertThat(count()).isEqualTo("19");
    client.ask("encrypt", "set", companion.upload(5));
    assertThat(count()).isEqualTo("24");

    Node digest = client.ask("encrypt", "get", Node.of("digest")).requireChild("digest");
    assertThat(digest.requireChild("list").children("id")).hasSize(24);
    assertThat(digest.requireChild("hash").bytes())
        .hasSize(MessageDigest.getInstance("SHA-1").getDigestLength());
  }

  @Test
  void refusesKeysThatAreNotTheDevicesOwn() {
    Node[] foreign = Companion.pair(sandbox, bob.id()).upload(3);
    assertThat(client.ask("encrypt", "set", foreign).requireChild("error").require("code"))
        .isEqualTo("406");

    Node[] unsigned = companion.upload(3);
    Node skey = unsigned[4];
    unsigned[4] =
        Node.of(
            "skey",
            skey.requireChild("id"),
            skey.requireChild("value"),
            Node.of("signature", new byte[64]));
    assertThat(client.ask("encrypt", "set", unsigned).requireChild("error").require("code"))
        .isEqualTo("406");
    assertThat(count()).isEqualTo("19");
  }

  @Test
  void takesARotatedKeyWhenItIsSigned() {
    Node skey = companion.upload(1)[4];
    Node answer = client.ask("encrypt", "set", Node.of("rotate", skey));
    assertThat(answer.has("type", "result")).isTrue();
  }

  private String count() {
    return client.ask("encrypt", "get", Node.of("count")).requireChild("count").require("value");
  }

  private Node fetch(Jid jid) {
    return client
        .ask("encrypt", "get", Node.of("key", Node.of("user").with("jid", jid)))
        .requireChild("list")
        .requireChild("user");
  }

  private Node usync(Jid jid) {
    return usync(
        Node.of("query", Node.of("devices").with("version", 2), Node.of("lid")),
        Node.of("user").with("jid", jid));
  }

  private Node contact(String number) {
    return usync(
        Node.of("query", Node.of("contact")),
        Node.of("user", Node.of("contact", number.getBytes(StandardCharsets.US_ASCII))));
  }

  private Node usync(Node query, Node user) {
    return client
        .ask(
            "usync",
            "get",
            Node.of("usync", query, Node.of("list", user))
                .with("sid", "1")
                .with("mode", "query")
                .with("context", "message"))
        .requireChild("usync")
        .requireChild("list")
        .requireChild("user");
  }
}
