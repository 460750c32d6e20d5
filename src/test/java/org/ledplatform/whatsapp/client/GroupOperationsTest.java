package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ledplatform.whatsapp.client.GroupFixture.GROUP;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.group.GroupDescription;
import org.ledplatform.whatsapp.group.GroupInvitation;
import org.ledplatform.whatsapp.group.GroupNode;
import org.ledplatform.whatsapp.group.GroupRefusal;
import org.ledplatform.whatsapp.group.GroupRefusedException;
import org.ledplatform.whatsapp.group.JoinResult;
import org.ledplatform.whatsapp.group.MemberResult;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.stanza.QueryFailedException;

/** What is asked of the network for each wish, and what comes of its answer. */
class GroupOperationsTest {

  private static final Jid DORA = Jid.parse("500@lid");

  private final GroupFixture fixture = new GroupFixture();
  private final TestNetwork network = fixture.network;
  private final Groups groups = fixture.fixture.client.groups();

  private <T> T done(CompletionStage<T> stage) {
    network.run();
    return stage.toCompletableFuture().join();
  }

  private Node asked() {
    return network.last().received("iq").getLast();
  }

  private Node asked(String type, Jid to, String child) {
    Node iq = asked();
    assertThat(iq.has("xmlns", "w:g2")).isTrue();
    assertThat(iq.has("type", type)).isTrue();
    assertThat(iq.requireJid("to")).isEqualTo(to);
    return iq.requireChild(child);
  }

  @Test
  void metadataIsAskedForOnceAndThenKnown() {
    assertThat(done(groups.metadata(GROUP)).members()).hasSize(3);
    asked("get", GROUP, "query");
    network.last().received.clear();
    assertThat(done(groups.metadata(GROUP)).subject().text()).isEqualTo("Garden");
    assertThat(network.last().received("iq")).isEmpty();
    assertThat(done(groups.mine())).hasSize(1);
    asked("get", Jid.GROUPS, "participating");
  }

  @Test
  void aGroupIsMadeLeftAndLookedInto() {
    network.groupReply = Optional.of(GroupNode.write(GroupFixture.group(DORA)));
    assertThat(done(groups.create("Garden", List.of(DORA))).id()).isEqualTo(GROUP);
    Node create = asked("set", Jid.GROUPS, "create");
    assertThat(create.has("subject", "Garden")).isTrue();
    assertThat(create.attribute("key")).isPresent();
    assertThat(create.requireChild("participant").requireJid("jid")).isEqualTo(DORA);
    done(groups.leave(GROUP));
    assertThat(asked("set", Jid.GROUPS, "leave").requireChild("group").requireJid("id"))
        .isEqualTo(GROUP);
    Node inside = GroupNode.write(GroupFixture.group());
    network.groupReply = Optional.of(Node.of("sub_groups", inside));
    assertThat(done(groups.subGroups(GROUP))).hasSize(1);
  }

  @Test
  void everyPersonOfAnAdditionHasAResultOfTheirOwn() {
    Node invitation = Node.of("add_request").with("code", "C").with("expiration", 9);
    network.groupReply =
        Optional.of(
            Node.of(
                "add",
                GroupFixture.participant(DORA),
                GroupFixture.participant(DORA).with("error", 409),
                Node.of("participant", invitation).with("jid", DORA).with("error", 403)));
    assertThat(done(groups.add(GROUP, List.of(DORA))))
        .containsExactly(
            new MemberResult.Done(DORA),
            new MemberResult.Refused(DORA, 409, GroupRefusal.CONFLICT),
            new MemberResult.NeedsInvitation(DORA, "C", Instant.ofEpochSecond(9)));
    for (String what : List.of("remove", "promote", "demote")) {
      network.groupReply = Optional.of(Node.of(what, GroupFixture.participant(DORA)));
      var stage =
          switch (what) {
            case "remove" -> groups.remove(GROUP, List.of(DORA));
            case "promote" -> groups.promote(GROUP, List.of(DORA));
            default -> groups.demote(GROUP, List.of(DORA));
          };
      assertThat(done(stage)).containsExactly(new MemberResult.Done(DORA));
      asked("set", GROUP, what);
    }
  }

  @Test
  void aDescriptionNamesTheOneThatItReplaces() {
    GroupDescription old = new GroupDescription("D1", "old", Optional.empty(), Optional.empty());
    network.groups.put(
        GROUP, GroupFixture.group(TestNetwork.OWN_LID).withDescription(Optional.of(old)));
    done(groups.profile().describe(GROUP, Optional.of("new")));
    Node description = asked("set", GROUP, "description");
    assertThat(description.has("prev", "D1")).isTrue();
    assertThat(description.attribute("id")).isPresent();
    assertThat(description.requireChild("body").text()).isEqualTo("new");
    done(groups.profile().describe(GROUP, Optional.empty()));
    assertThat(asked("set", GROUP, "description").has("delete", "true")).isTrue();
  }

  @Test
  void nameAndRulesAreAskedForAsTheNetworkKnowsThem() {
    GroupProfile profile = groups.profile();
    done(profile.rename(GROUP, "Orchard"));
    assertThat(asked("set", GROUP, "subject").text()).isEqualTo("Orchard");
    done(profile.setAnnouncement(GROUP, true));
    asked("set", GROUP, "announcement");
    done(profile.setAnnouncement(GROUP, false));
    asked("set", GROUP, "not_announcement");
    done(profile.setLocked(GROUP, true));
    asked("set", GROUP, "locked");
    done(profile.setLocked(GROUP, false));
    asked("set", GROUP, "unlocked");
    done(profile.setEphemeral(GROUP, Optional.of(Duration.ofDays(1))));
    assertThat(asked("set", GROUP, "ephemeral").has("expiration", "86400")).isTrue();
    done(profile.setEphemeral(GROUP, Optional.empty()));
    asked("set", GROUP, "not_ephemeral");
    done(profile.setMembersAdd(GROUP, false));
    assertThat(asked("set", GROUP, "member_add_mode").text()).isEqualTo("admin_add");
    done(profile.setApproval(GROUP, true));
    assertThat(
            asked("set", GROUP, "membership_approval_mode")
                .requireChild("group_join")
                .has("state", "on"))
        .isTrue();
  }

  @Test
  void thePictureIsSetReadAndTakenAway() {
    network.answering = false;
    CompletionStage<?> set = groups.profile().setPicture(GROUP, new byte[] {1});
    network.run();
    Node iq = asked();
    assertThat(iq.has("xmlns", "w:profile:picture")).isTrue();
    assertThat(iq.requireJid("target")).isEqualTo(GROUP);
    assertThat(iq.requireChild("picture").bytes()).containsExactly(1);
    network
        .last()
        .send(
            Node.of("iq", Node.of("picture").with("id", "7").with("url", "https://x"))
                .with("type", "result")
                .with("id", iq.require("id")));
    assertThat(done(set).toString()).isEqualTo("GroupPicture[7]");
    network.answering = true;
    done(groups.profile().removePicture(GROUP));
    assertThat(asked().children()).isEmpty();
  }

  @Test
  void waysInAreReadChangedAndUsed() {
    GroupEntrance entrance = groups.entrance();
    network.groupReply = Optional.of(Node.of("invite").with("code", "ABC"));
    assertThat(done(entrance.inviteCode(GROUP))).isEqualTo("ABC");
    asked("get", GROUP, "invite");
    assertThat(done(entrance.revokeInvite(GROUP))).isEqualTo("ABC");
    asked("set", GROUP, "invite");
    network.groupReply = Optional.of(GroupNode.write(GroupFixture.group()));
    assertThat(done(entrance.behind("ABC")).id()).isEqualTo(GROUP);
    assertThat(asked("get", Jid.GROUPS, "invite").has("code", "ABC")).isTrue();
    network.groupReply = Optional.of(Node.of("group").with("jid", GROUP));
    assertThat(done(entrance.join("ABC"))).isEqualTo(new JoinResult.Joined(GROUP));
    network.groupReply = Optional.of(Node.of("membership_approval_request").with("jid", GROUP));
    assertThat(done(entrance.join("ABC"))).isEqualTo(new JoinResult.Requested(GROUP));
    done(entrance.accept(new GroupInvitation(GROUP, "V4", Instant.ofEpochSecond(5), DORA)));
    Node accept = asked("set", GROUP, "accept");
    assertThat(accept.has("expiration", "5") && accept.has("admin", DORA.toString())).isTrue();
  }

  @Test
  void joinRequestsAreListedAndAnswered() {
    Node request =
        Node.of("membership_approval_request")
            .with("jid", DORA)
            .with("request_method", "invite_link")
            .with("request_time", 5);
    network.groupReply = Optional.of(Node.of("membership_approval_requests", request));
    assertThat(done(groups.entrance().requests(GROUP)).getFirst().person()).isEqualTo(DORA);
    network.groupReply =
        Optional.of(
            Node.of(
                "membership_requests_action",
                Node.of("approve", GroupFixture.participant(DORA)),
                Node.of("reject", GroupFixture.participant(DORA))));
    assertThat(done(groups.entrance().approve(GROUP, List.of(DORA)))).hasSize(1);
    asked("set", GROUP, "membership_requests_action").requireChild("approve");
    assertThat(done(groups.entrance().reject(GROUP, List.of(DORA)))).hasSize(1);
    asked("set", GROUP, "membership_requests_action").requireChild("reject");
  }

  @Test
  void aRefusalHasANameForPeople() {
    network.groups.clear();
    assertThatThrownBy(() -> done(groups.metadata(GROUP)))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            GroupRefusedException.class,
            e -> assertThat(e.refusal()).isEqualTo(GroupRefusal.FORBIDDEN))
        .hasMessageContaining("we are not in the group");
    for (int code : new int[] {400, 401, 403, 404, 406, 408, 409, 410, 419, 429}) {
      assertThat(GroupRefusal.of(code)).isNotEqualTo(GroupRefusal.OTHER);
    }
  }

  @Test
  void everyStageEndsWithoutAConnectionAndWithAnAnswerThatMakesNoSense() {
    assertThatThrownBy(() -> done(groups.entrance().inviteCode(GROUP)))
        .hasRootCauseInstanceOf(org.ledplatform.whatsapp.node.UnexpectedNodeException.class);
    network.answering = false;
    CompletionStage<?> waiting = groups.mine();
    network.run();
    network.last().close();
    assertThatThrownBy(() -> done(waiting)).hasCauseInstanceOf(QueryFailedException.class);
    assertThatThrownBy(() -> done(groups.mine())).hasCauseInstanceOf(QueryFailedException.class);
  }

  @Test
  void whatWeChangeOurselvesIsAskedForAgain() {
    done(groups.metadata(GROUP));
    network.groupReply = Optional.empty();
    done(groups.profile().rename(GROUP, "Orchard"));
    network.last().received.clear();
    done(groups.metadata(GROUP));
    asked("get", GROUP, "query");
  }
}
