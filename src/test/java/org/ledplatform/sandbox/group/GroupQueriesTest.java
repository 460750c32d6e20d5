package org.ledplatform.sandbox.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.sandbox.group.GroupWorld.approval;
import static org.ledplatform.sandbox.group.GroupWorld.members;
import static org.ledplatform.sandbox.group.GroupWorld.people;
import static org.ledplatform.sandbox.group.GroupWorld.read;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** What can be asked about groups and set in them, one question after the other (protocol §9.2). */
class GroupQueriesTest {

  private final GroupWorld world = new GroupWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void describesANewGroupInItsAddressing(boolean byLid) {
    Jid id = world.create(byLid, world.bob);
    Node group = read(world.adas, id).requireChild("group");

    assertThat(group.attributes())
        .containsEntry("id", id.user())
        .containsEntry("subject", "Friends")
        .containsEntry("addressing_mode", byLid ? "lid" : "pn")
        .containsEntry("size", "2")
        .containsEntry("creator", byLid ? world.ada.lid() : world.ada.jid());
    assertThat(members(group))
        .containsExactly(
            (byLid ? world.ada.lid() : world.ada.jid()) + " superadmin",
            (byLid ? world.bob.lid() : world.bob.jid()) + " member");
    assertThat(group.children("participant").getLast().attributes())
        .containsEntry(byLid ? "phone_number" : "lid", byLid ? world.bob.jid() : world.bob.lid());
  }

  @Test
  void listsMyGroupsOnly() {
    world.create(false, world.bob);
    Node wish = Node.of("participating", Node.of("participants"), Node.of("description"));
    Node cyds = world.member(world.cyd).ask(Jid.GROUPS, "get", wish);

    assertThat(world.bobs.ask(Jid.GROUPS, "get", wish).requireChild("groups").children("group"))
        .singleElement()
        .satisfies(group -> assertThat(group.children("participant")).hasSize(2));
    assertThat(cyds.requireChild("groups").children()).isEmpty();
  }

  @Test
  void hidesAGroupFromWhoIsNotInItAndFromOtherTenants() {
    Jid id = world.create(false);
    assertThat(world.bobs.refused(id, "get", Node.of("query"))).isEqualTo("403");
    assertThat(world.adas.refused(Jid.parse("120363999999999999@g.us"), "get", Node.of("query")))
        .isEqualTo("404");

    Phone eve = world.sandbox.control().addPhone("other", new NewPhone("Eve", Optional.empty()));
    Node add = world.adas.ask(id, "set", people("add", false, eve)).requireChild("add");
    assertThat(add.requireChild("participant").require("error")).isEqualTo("404");
  }

  @Test
  void keepsSubjectAndDescriptionAndRefusesAChangeThatWasOvertaken() {
    Jid id = world.create(false, world.bob);
    world.bobs.ask(id, "set", text("subject", "Enemies"));
    Node description = Node.of("description", text("body", "What we do")).with("id", "D1");
    world.bobs.ask(id, "set", description);
    String late = world.adas.refused(id, "set", description.with("id", "D2"));
    String tooLong = world.adas.refused(id, "set", text("subject", "x".repeat(101)));

    Node group = read(world.adas, id).requireChild("group");
    assertThat(List.of(late, tooLong)).containsExactly("409", "406");
    assertThat(group.require("subject")).isEqualTo("Enemies");
    assertThat(group.require("s_o")).isEqualTo(world.bob.jid());
    assertThat(group.requireChild("description").require("id")).isEqualTo("D1");
    assertThat(group.requireChild("description").requireChild("body").text())
        .isEqualTo("What we do");

    world.adas.ask(id, "set", Node.of("description").with("delete", "true").with("prev", "D1"));
    assertThat(read(world.adas, id).requireChild("group").child("description")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "announcement,not_announcement",
    "locked,unlocked",
  })
  void switchesOnAndOff(String on, String off) {
    Jid id = world.create(true);
    world.adas.ask(id, "set", Node.of(on));
    assertThat(read(world.adas, id).requireChild("group").child(on)).isPresent();
    world.adas.ask(id, "set", Node.of(off));
    assertThat(read(world.adas, id).requireChild("group").child(on)).isEmpty();
  }

  @Test
  void keepsTimerAddModeAndApproval() {
    Jid id = world.create(false);
    world.adas.ask(id, "set", Node.of("ephemeral").with("expiration", 86_400));
    world.adas.ask(id, "set", text("member_add_mode", "admin_add"));
    world.adas.ask(id, "set", approval("on"));

    Node group = read(world.adas, id).requireChild("group");
    assertThat(group.requireChild("ephemeral").require("expiration")).isEqualTo("86400");
    assertThat(group.requireChild("member_add_mode").text()).isEqualTo("admin_add");
    assertThat(
            group
                .requireChild("membership_approval_mode")
                .requireChild("group_join")
                .require("state"))
        .isEqualTo("on");
    world.adas.ask(id, "set", Node.of("not_ephemeral"));
    assertThat(read(world.adas, id).requireChild("group").child("ephemeral")).isEmpty();
    assertThat(world.adas.refused(id, "set", text("member_add_mode", "anybody"))).isEqualTo("400");
  }

  @Test
  void communitiesCanBeRead() {
    Jid community =
        jid(
            world.adas.ask(
                Jid.GROUPS, "set", Node.of("create", Node.of("parent")).with("subject", "Town")));
    Jid inside =
        jid(
            world.adas.ask(
                Jid.GROUPS,
                "set",
                Node.of("create", Node.of("linked_parent").with("jid", community))
                    .with("subject", "Street")));

    assertThat(read(world.adas, community).requireChild("group").child("parent")).isPresent();
    assertThat(
            read(world.adas, inside)
                .requireChild("group")
                .requireChild("linked_parent")
                .requireJid("jid"))
        .isEqualTo(community);
    assertThat(
            world
                .adas
                .ask(community, "get", Node.of("sub_groups"))
                .requireChild("sub_groups")
                .children("group"))
        .extracting(group -> group.require("id"))
        .containsExactly(inside.user());
  }

  private static Node text(String tag, String text) {
    return Node.of(tag, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Jid jid(Node reply) {
    return Jid.parse(reply.requireChild("group").require("id") + "@g.us");
  }
}
