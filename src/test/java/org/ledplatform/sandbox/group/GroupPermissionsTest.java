package org.ledplatform.sandbox.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.sandbox.group.GroupWorld.people;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** Who may do what in a group, as a table. */
class GroupPermissionsTest {

  private final GroupWorld world = new GroupWorld();
  private Jid group = Jid.GROUPS;

  @BeforeEach
  void makeGroup() {
    group = world.create(false, world.bob);
  }

  @AfterEach
  void close() {
    world.close();
  }

  /**
   * Each row: an operation, and what a plain member gets in an open, a locked and a closed group.
   */
  @ParameterizedTest
  @CsvSource({
    "get query,ok,ok,ok",
    "set subject,ok,403,ok",
    "set description,ok,403,ok",
    "set ephemeral,ok,403,ok",
    "set add,ok,ok,403",
    "set remove,403,403,403",
    "set promote,403,403,403",
    "set demote,403,403,403",
    "set announcement,403,403,403",
    "set locked,403,403,403",
    "set member_add_mode,403,403,403",
    "set membership_approval_mode,403,403,403",
    "get invite,403,403,403",
    "set invite,403,403,403",
    "get membership_approval_requests,403,403,403",
    "set revoke,403,403,403",
  })
  void aMemberMay(String operation, String open, String locked, String closed) {
    assertThat(outcome(world.bobs, operation)).as("open").isEqualTo(open);
    admin(Node.of("locked"));
    assertThat(outcome(world.bobs, operation)).as("locked").isEqualTo(locked);
    admin(Node.of("unlocked"));
    admin(text("member_add_mode", "admin_add"));
    assertThat(outcome(world.bobs, operation)).as("closed").isEqualTo(closed);
  }

  @ParameterizedTest
  @CsvSource({
    "get query",
    "set subject",
    "set add",
    "set remove",
    "set locked",
    "get invite",
    "set ephemeral"
  })
  void whoIsNotInItMayNothing(String operation) {
    assertThat(outcome(world.member(world.cyd), operation)).isEqualTo("403");
  }

  @ParameterizedTest
  @CsvSource({
    "set subject",
    "set description",
    "set remove",
    "set promote",
    "set locked",
    "get invite",
    "get membership_approval_requests"
  })
  void anAdminMayEverything(String operation) {
    admin(people("promote", false, world.bob));
    admin(Node.of("locked"));
    assertThat(outcome(world.bobs, operation)).isEqualTo("ok");
  }

  private String outcome(GroupWorld.Member who, String operation) {
    String[] words = operation.split(" ");
    Node reply = who.ask(group, words[0], child(words[1]));
    return reply.child("error").map(error -> error.require("code")).orElse("ok");
  }

  private Node child(String tag) {
    return switch (tag) {
      case "subject" -> text(tag, "New");
      case "description" -> Node.of(tag).with("delete", "true");
      case "ephemeral" -> Node.of(tag).with("expiration", 60);
      case "member_add_mode" -> text(tag, "admin_add");
      case "membership_approval_mode" -> Node.of(tag, Node.of("group_join").with("state", "off"));
      case "add", "remove", "promote", "demote", "revoke" -> people(tag, false, world.cyd);
      default -> Node.of(tag);
    };
  }

  private void admin(Node change) {
    assertThat(world.adas.ask(group, "set", change).attributes()).containsEntry("type", "result");
  }

  private static Node text(String tag, String text) {
    return Node.of(tag, text.getBytes(StandardCharsets.UTF_8));
  }
}
