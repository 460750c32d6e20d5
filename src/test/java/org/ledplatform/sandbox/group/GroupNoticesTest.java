package org.ledplatform.sandbox.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.sandbox.group.GroupWorld.people;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ledplatform.sandbox.group.GroupWorld.Member;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** Who hears what of a group, in which order (protocol §9.3). */
class GroupNoticesTest {

  private final GroupWorld world = new GroupWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void newMembersGetToKnowTheGroupWholeAndTheOthersThem() {
    Jid id = world.create(true, world.bob);
    Member cyds = world.member(world.cyd);
    world.adas.ask(id, "set", people("add", false, world.cyd));

    Node create = cyds.told("create");
    assertThat(create.attributes())
        .containsEntry("from", id.toString())
        .containsEntry("type", "w:gp2")
        .containsEntry("participant", world.ada.lid())
        .containsEntry("participant_pn", world.ada.jid())
        .containsEntry("addressing_mode", "lid")
        .containsEntry("notify", "Ada");
    assertThat(GroupWorld.members(create.requireChild("create").requireChild("group")))
        .contains(world.cyd.lid() + " member");
    Node add = world.bobs.told("add").requireChild("add");
    assertThat(add.requireChild("participant").attributes())
        .containsEntry("jid", world.cyd.lid())
        .containsEntry("phone_number", world.cyd.jid());
    assertThat(add.number("v_id")).contains(add.number("prev_v_id").orElseThrow() + 1);
  }

  @Test
  void theActingDeviceHearsNothingButTheActorsOthersDo() {
    Member second = world.member(world.ada);
    Jid id = world.create(false, world.bob);
    assertThat(second.told("create").requireChild("create").require("type")).isEqualTo("new");
    world.adas.ask(id, "set", Node.of("announcement"));
    assertThat(second.told("announcement").requireJid("participant"))
        .isEqualTo(Jid.parse(world.ada.jid()));

    world.adas.client().send(ping());
    assertThat(world.adas.client().awaitAll("iq"))
        .noneMatch(GroupWorld.notification("create"))
        .noneMatch(GroupWorld.notification("announcement"));
  }

  @Test
  void whoIsRemovedHearsItOnceAndNothingAfterwards() {
    Jid id = world.create(false, world.bob);
    world.adas.ask(id, "set", people("remove", false, world.bob));
    world.adas.ask(id, "set", Node.of("locked"));

    Node removed = world.bobs.told("remove").requireChild("remove");
    assertThat(removed.requireChild("participant").require("jid")).isEqualTo(world.bob.jid());
    world.bobs.client().send(ping());
    assertThat(world.bobs.client().awaitAll("iq")).noneMatch(GroupWorld.notification("locked"));
  }

  @Test
  void whoComesByLinkIsToldTheGroupOnTheDeviceThatDidIt() {
    Jid id = world.create(false);
    Node link = world.adas.ask(id, "get", Node.of("invite")).requireChild("invite");
    world
        .bobs
        .client()
        .send(
            Node.of("iq", link)
                .with("id", "join")
                .with("type", "set")
                .with("xmlns", "w:g2")
                .with("to", Jid.GROUPS));

    assertThat(world.bobs.told("create").requireChild("create").require("reason"))
        .isEqualTo("invite");
    Node add = world.adas.told("add");
    assertThat(add.requireJid("participant")).isEqualTo(Jid.parse(world.bob.jid()));
    assertThat(add.requireChild("add").require("reason")).isEqualTo("invite");
  }

  @Test
  void leavingIsARemovalByOneself() {
    Jid id = world.create(false, world.bob);
    world.bobs.ask(Jid.GROUPS, "set", Node.of("leave", Node.of("group").with("id", id)));

    Node told = world.adas.told("remove");
    assertThat(told.requireJid("participant")).isEqualTo(Jid.parse(world.bob.jid()));
    assertThat(told.requireChild("remove").requireChild("participant").requireJid("jid"))
        .isEqualTo(Jid.parse(world.bob.jid()));
  }

  @Test
  void onlyAdminsHearWhoWantsToComeIn() {
    Jid id = world.create(false, world.bob);
    Node link = world.adas.ask(id, "get", Node.of("invite")).requireChild("invite");
    world.adas.ask(
        id, "set", Node.of("membership_approval_mode", Node.of("group_join").with("state", "on")));
    Member cyds = world.member(world.cyd);
    cyds.ask(Jid.GROUPS, "set", link);

    Node asked = world.adas.told("created_membership_requests");
    assertThat(
            asked
                .requireChild("created_membership_requests")
                .requireChild("participant")
                .require("jid"))
        .isEqualTo(world.cyd.jid());
    world.adas.ask(
        id, "set", Node.of("membership_requests_action", people("reject", false, world.cyd)));
    cyds.told("revoked_membership_requests");
    world.bobs.client().send(ping());
    assertThat(world.bobs.client().awaitAll("iq"))
        .noneMatch(GroupWorld.notification("created_membership_requests"));
  }

  @ParameterizedTest
  @CsvSource({
    "subject,New,subject",
    "announcement,,announcement",
    "unlocked,,unlocked",
    "member_add_mode,admin_add,member_add_mode",
    "invite,,invite",
    "not_ephemeral,,not_ephemeral"
  })
  void everyChangeIsTold(String what, String content, String told) {
    Jid id = world.create(false, world.bob);
    Node child =
        content == null ? Node.of(what) : Node.of(what, content.getBytes(StandardCharsets.UTF_8));
    assertThat(world.adas.ask(id, "set", child).attributes()).containsEntry("type", "result");
    assertThat(world.bobs.told(told).requireChild(told).tag()).isEqualTo(told);
  }

  @Test
  void waitsForWhoIsAway() {
    Jid id = world.create(false, world.bob);
    world.bobs.client().close();
    world.adas.ask(id, "set", people("promote", false, world.bob));

    Member back = new Member(world.bobs.device(), world.bobs.device().logIn());
    assertThat(back.told("promote").attribute("offline")).isPresent();
  }

  @Test
  void picturesOfGroupsAndPeopleAreKeptAndTold() {
    Jid id = world.create(false, world.bob);
    byte[] jpeg = {(byte) 0xFF, (byte) 0xD8, 1, 2, 3};
    picture(id, Node.of("picture", jpeg).with("type", "image"));
    assertThat(world.bobs.told("set").requireChild("set").requireJid("jid")).isEqualTo(id);
    assertThat(shown(id).requireChild("picture").bytes()).isEqualTo(jpeg);
    assertThat(
            picture(id, Node.of("picture", new byte[] {1, 2, 3}))
                .requireChild("error")
                .require("code"))
        .isEqualTo("406");

    Jid bob = Jid.parse(world.bob.jid());
    assertThat(picture(bob, Node.of("picture", jpeg)).requireChild("error").require("code"))
        .isEqualTo("403");
    assertThat(shown(bob).requireChild("error").require("code")).isEqualTo("404");
    world.bobs.client().ask("w:profile:picture", "set", Node.of("picture", jpeg));
    world.adas.client().await(n -> n.has("type", "picture") && n.has("from", bob.toString()));
    assertThat(shown(bob).requireChild("picture").bytes()).isEqualTo(jpeg);
  }

  @Test
  void whatPeopleWriteAboutThemselvesIsReadByOthers() {
    byte[] text = "At the sea".getBytes(StandardCharsets.UTF_8);
    world.bobs.client().ask("status", "set", Node.of("status", text));
    Node told = world.adas.client().await(n -> n.has("type", "status"));
    assertThat(told.requireChild("set").bytes()).isEqualTo(text);

    Node usync =
        world
            .adas
            .client()
            .ask(
                "usync",
                "get",
                Node.of(
                    "usync",
                    Node.of("query", Node.of("status")),
                    Node.of("list", Node.of("user").with("jid", world.bob.lid()))));
    assertThat(
            usync
                .requireChild("usync")
                .requireChild("list")
                .requireChild("user")
                .requireChild("status")
                .bytes())
        .isEqualTo(text);
  }

  private static Node ping() {
    return Node.of("iq")
        .with("id", "last")
        .with("type", "get")
        .with("xmlns", "w:p")
        .with("to", Jid.NETWORK);
  }

  private Node picture(Jid target, Node picture) {
    return world.adas.client().askAbout(target, "w:profile:picture", "set", picture);
  }

  private Node shown(Jid target) {
    return world
        .adas
        .client()
        .askAbout(target, "w:profile:picture", "get", Node.of("picture").with("query", "url"));
  }
}
