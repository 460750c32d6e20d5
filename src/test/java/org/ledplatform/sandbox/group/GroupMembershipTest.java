package org.ledplatform.sandbox.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.sandbox.group.GroupWorld.approval;
import static org.ledplatform.sandbox.group.GroupWorld.members;
import static org.ledplatform.sandbox.group.GroupWorld.people;
import static org.ledplatform.sandbox.group.GroupWorld.read;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** Who comes into a group, leads it and leaves it (protocol §9.2). */
class GroupMembershipTest {

  private final GroupWorld world = new GroupWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void addsPeopleAsTheyWereNamedAndSaysWhyNot() {
    Jid id = world.create(false, world.bob);
    Node reply =
        world.adas.ask(
            id,
            "set",
            people("add", true, world.cyd, world.bob).adding(participant("15550000000@lid")));

    assertThat(reply.requireChild("add").children("participant"))
        .extracting(p -> p.require("jid") + " " + p.attribute("error").orElse("200"))
        .containsExactly(world.cyd.lid() + " 200", world.bob.lid() + " 409", "15550000000@lid 404");
    assertThat(members(read(world.bobs, id).requireChild("group")))
        .contains(world.cyd.jid() + " member");
  }

  @Test
  void offersAnInvitationForWhoseAddingIsNotAllowed() {
    world
        .bobs
        .client()
        .ask(
            "privacy",
            "set",
            Node.of("privacy", Node.of("category").with("name", "groupadd").with("value", "none")));
    Jid id = world.create(false);
    Node refused =
        world
            .adas
            .ask(id, "set", people("add", false, world.bob))
            .requireChild("add")
            .requireChild("participant");
    assertThat(refused.require("error")).isEqualTo("403");
    Node request = refused.requireChild("add_request");

    Node accept =
        Node.of("accept")
            .with("code", request.require("code"))
            .with("expiration", request.require("expiration"))
            .with("admin", world.ada.jid());
    assertThat(world.bobs.refused(id, "set", accept.with("code", "wrong"))).isEqualTo("406");
    assertThat(world.bobs.ask(id, "set", accept).attributes())
        .containsEntry("type", "result")
        .containsEntry("from", id.toString());
    assertThat(members(read(world.bobs, id).requireChild("group"))).hasSize(2);
  }

  @Test
  void aRevokedOrOldInvitationIsWorthNothing() {
    Jid id = world.create(false, world.bob);
    world.bobs.ask(Jid.GROUPS, "set", leave(id));
    Node refused =
        world
            .adas
            .ask(id, "set", people("add", false, world.bob))
            .requireChild("add")
            .requireChild("participant");
    assertThat(refused.require("error")).isEqualTo("408");
    Node request = refused.requireChild("add_request");
    Node accept =
        Node.of("accept")
            .with("code", request.require("code"))
            .with("expiration", request.require("expiration"))
            .with("admin", world.ada.jid());

    world.sandbox.clock().advance(Duration.ofDays(4));
    assertThat(world.bobs.refused(id, "set", accept)).isEqualTo("410");
    world.adas.ask(id, "set", people("revoke", false, world.bob));
    assertThat(world.bobs.refused(id, "set", accept)).isEqualTo("406");
    assertThat(
            world
                .adas
                .ask(id, "set", people("add", false, world.bob))
                .requireChild("add")
                .requireChild("participant")
                .attribute("error"))
        .isEmpty();
  }

  @Test
  void changesRolesButNotThatOfTheMaker() {
    Jid id = world.create(false, world.bob, world.cyd);
    world.adas.ask(id, "set", people("promote", false, world.bob));
    Node demoted = world.bobs.ask(id, "set", people("demote", false, world.ada, world.cyd));
    world.bobs.ask(id, "set", people("remove", false, world.cyd));

    assertThat(demoted.requireChild("demote").children("participant"))
        .extracting(p -> p.attribute("error").orElse(""))
        .containsExactly("406", "");
    assertThat(members(read(world.bobs, id).requireChild("group")))
        .containsExactly(world.ada.jid() + " superadmin", world.bob.jid() + " admin");
  }

  @Test
  void theOldestMemberLeadsWhenTheLastAdminLeaves() {
    Jid id = world.create(false, world.bob, world.cyd);
    Node left = world.adas.ask(Jid.GROUPS, "set", leave(id));

    assertThat(left.requireChild("leave").requireChild("group").attributes())
        .containsEntry("id", id.toString())
        .doesNotContainKey("error");
    assertThat(members(read(world.bobs, id).requireChild("group")))
        .containsExactly(world.bob.jid() + " admin", world.cyd.jid() + " member");
    assertThat(world.adas.refused(id, "get", Node.of("query"))).isEqualTo("403");
  }

  @Test
  void aGroupThatEverybodyLeftIsGone() {
    Jid id = world.create(false);
    world.adas.ask(Jid.GROUPS, "set", leave(id));
    assertThat(world.adas.refused(id, "get", Node.of("query"))).isEqualTo("404");
    assertThat(
            world
                .adas
                .ask(Jid.GROUPS, "set", leave(id))
                .requireChild("leave")
                .requireChild("group")
                .require("error"))
        .isEqualTo("404");
  }

  @Test
  void aRemovedPhoneLeavesItsGroups() {
    Jid id = world.create(false, world.bob, world.cyd);
    world.sandbox.control().removePhone(SandboxFixture.TENANT, world.cyd.id());
    assertThat(members(read(world.bobs, id).requireChild("group"))).hasSize(2);
  }

  @Test
  void peopleJoinByLinkUntilItIsReset() {
    Jid id = world.create(false);
    String code = code(world.adas.ask(id, "get", Node.of("invite")));
    Node link = Node.of("invite").with("code", code);

    assertThat(world.bobs.ask(Jid.GROUPS, "get", link).requireChild("group").attributes())
        .containsEntry("subject", "Friends")
        .containsEntry("size", "1");
    assertThat(world.bobs.ask(Jid.GROUPS, "set", link).requireChild("group").requireJid("jid"))
        .isEqualTo(id);
    assertThat(world.bobs.refused(Jid.GROUPS, "set", link)).isEqualTo("409");
    String second = code(world.adas.ask(id, "set", Node.of("invite")));
    assertThat(second).isNotEqualTo(code);
    assertThat(world.bobs.refused(Jid.GROUPS, "get", link)).isEqualTo("410");
    assertThat(world.bobs.refused(Jid.GROUPS, "set", link.with("code", "never"))).isEqualTo("406");
  }

  @Test
  void adminsDecideWhoComesInByLinkWhenTheyWantTo() {
    Jid id = world.create(false);
    Node link = Node.of("invite").with("code", code(world.adas.ask(id, "get", Node.of("invite"))));
    world.adas.ask(id, "set", approval("on"));
    GroupWorld.Member cyds = world.member(world.cyd);

    assertThat(
            world
                .bobs
                .ask(Jid.GROUPS, "set", link)
                .requireChild("membership_approval_request")
                .requireJid("jid"))
        .isEqualTo(id);
    cyds.ask(Jid.GROUPS, "set", link);
    Node waiting =
        world
            .adas
            .ask(id, "get", Node.of("membership_approval_requests"))
            .requireChild("membership_approval_requests");
    assertThat(waiting.children("membership_approval_request"))
        .extracting(request -> request.require("jid"))
        .containsExactly(world.bob.jid(), world.cyd.jid());

    Node done =
        world.adas.ask(
            id,
            "set",
            Node.of(
                "membership_requests_action",
                people("approve", false, world.bob, world.ada),
                people("reject", true, world.cyd)));
    assertThat(
            done.requireChild("membership_requests_action")
                .requireChild("approve")
                .children("participant"))
        .extracting(p -> p.attribute("error").orElse(""))
        .containsExactly("", "404");
    assertThat(members(read(world.bobs, id).requireChild("group"))).hasSize(2);
    assertThat(cyds.refused(id, "get", Node.of("query"))).isEqualTo("403");
  }

  private static Node leave(Jid id) {
    return Node.of("leave", Node.of("group").with("id", id));
  }

  private static Node participant(String jid) {
    return Node.of("participant").with("jid", jid);
  }

  private static String code(Node reply) {
    return reply.requireChild("invite").require("code");
  }
}
