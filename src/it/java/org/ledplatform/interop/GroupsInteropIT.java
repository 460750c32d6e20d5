package org.ledplatform.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.testing.OpenSandbox;
import org.ledplatform.testing.Requirements;

/** Groups of foreign clients and ours (protocol §9, §13.5 items 5 and 9). */
class GroupsInteropIT {

  private static final int FORBIDDEN = 403;

  @TempDir static Path folder;
  private static OpenSandbox sandbox;
  private static Phone ada;
  private static Phone bob;
  private static BaileysClient seven;
  private static BaileysClient six;

  @BeforeAll
  static void open() {
    Requirements.needNode();
    sandbox = OpenSandbox.in(folder);
    ada = sandbox.person("Ada");
    bob = sandbox.person("Bob");
    seven = sandbox.companion(Version.V7, ada);
    six = sandbox.companion(Version.V6, bob);
  }

  @AfterAll
  static void close() {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  private static String unique(String words) {
    return words + " " + UUID.randomUUID();
  }

  @Test
  void bothVersionsTalkInAGroupThatUsesPhoneNumbers() {
    JsonNode group = seven.call("groupCreate", unique("Tea"), List.of(bob.jid()));
    String id = group.required("id").asText();
    six.waitForHeard("groups.upsert", g -> g.required("id").asText().equals(id));

    for (int i = 1; i <= 3; i++) {
      String one = unique("from seven " + i);
      seven.send(id, one);
      assertThat(six.waitForText(one).required("chat").asText()).isEqualTo(id);
      String other = unique("from six " + i);
      six.send(id, other);
      assertThat(seven.waitForText(other).required("chat").asText()).isEqualTo(id);
    }
  }

  @Test
  void whatAnAdminChangesIsHeardByTheOthers() {
    String id =
        seven.call("groupCreate", unique("Rules"), List.of(bob.jid())).required("id").asText();
    six.waitForHeard("groups.upsert", g -> g.required("id").asText().equals(id));
    String subject = unique("New name");

    seven.call("groupUpdateSubject", id, subject);
    six.waitForHeard("groups.update", u -> u.path("subject").asText().equals(subject));
    seven.call("groupUpdateDescription", id, "What it is about");
    assertThat(seven.call("groupMetadata", id).required("desc").asText())
        .isEqualTo("What it is about");
    // Of two changes of a group that come close together Baileys reports the first alone.
    six.waitForHeard("groups.update", u -> u.path("desc").asText().equals("What it is about"));
    seven.call("groupSettingUpdate", id, "announcement");
    six.waitForHeard("groups.update", u -> u.path("announce").asBoolean());
    assertThat(
            six.refused("groupParticipantsUpdate", id, List.of(ada.jid()), "demote")
                .required("code")
                .asInt())
        .isEqualTo(FORBIDDEN);
    seven.call("groupParticipantsUpdate", id, List.of(bob.jid()), "promote");
    six.waitForHeard(
        "group-participants.update",
        u ->
            u.required("id").asText().equals(id)
                && u.required("action").asText().equals("promote"));
  }

  @Test
  void aLinkLetsPeopleInUntilItIsRevokedAndWhoIsRemovedHearsNothing() {
    String id = seven.call("groupCreate", unique("Open"), List.of()).required("id").asText();
    String code = seven.call("groupInviteCode", id).asText();
    assertThat(six.call("groupGetInviteInfo", code).required("id").asText()).isEqualTo(id);
    assertThat(six.call("groupAcceptInvite", code).asText()).isEqualTo(id);
    String welcome = unique("welcome");
    seven.send(id, welcome);
    six.waitForText(welcome);

    seven.call("groupRevokeInvite", id);
    seven.call("groupParticipantsUpdate", id, List.of(bob.jid()), "remove");
    six.waitForHeard(
        "group-participants.update",
        u ->
            u.required("id").asText().equals(id) && u.required("action").asText().equals("remove"));
    String secret = unique("without Bob");
    seven.send(id, secret);
    six.refused("groupAcceptInvite", code);
    String direct = unique("to Bob alone");
    seven.send(bob.jid(), direct);
    six.waitForText(direct);
    assertThat(six.received()).doesNotContain(secret);
    assertThat(six.refused("groupMetadata", id).required("code").asInt()).isEqualTo(FORBIDDEN);
  }

  @Test
  void votesReactionsAndDeletionsReachAGroup() {
    String id =
        seven.call("groupCreate", unique("Kinds"), List.of(bob.jid())).required("id").asText();
    six.waitForHeard("groups.upsert", g -> g.required("id").asText().equals(id));
    String text = unique("react");
    JsonNode sent = seven.sendContent(id, Map.of("text", text));
    JsonNode heard = six.waitForWhole(m -> m.toString().contains(text));
    six.sendContent(id, Map.of("react", Map.of("text", "🎉", "key", heard.required("key"))));
    seven.waitForHeard(
        "messages.reaction", r -> r.at("/key/id").asText().equals(sent.at("/key/id").asText()));
    seven.sendContent(id, Map.of("delete", sent.required("key")));
    six.waitForHeard(
        "messages.update", u -> u.at("/key/id").asText().equals(sent.at("/key/id").asText()));
  }
}
