package org.ledplatform.sandbox.query;

import java.util.List;
import java.util.Map;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.group.Entrance;
import org.ledplatform.sandbox.group.Group;
import org.ledplatform.sandbox.group.GroupElement;
import org.ledplatform.sandbox.group.Groups;
import org.ledplatform.whatsapp.node.Node;

/** Invite links: admins read and reset them, everybody of the tenant comes in by them. */
final class GroupLinks {

  private final GroupDesk desk;

  GroupLinks(GroupDesk desk) {
    this.desk = desk;
  }

  Map<String, GroupOperation> operations() {
    return Map.of("get invite", this::read, "set invite", this::use);
  }

  private List<Node> read(Caller caller, Node iq, Node what) {
    return List.of(
        what.attribute("code").isPresent()
            ? desk.element().outside(behind(caller, what.require("code")))
            : link(desk.asAdmin(caller, iq)));
  }

  private List<Node> use(Caller caller, Node iq, Node what) {
    return List.of(
        what.attribute("code").isPresent()
            ? join(caller, behind(caller, what.require("code")))
            : reset(caller, desk.asAdmin(caller, iq)));
  }

  /** The group that a code leads to. Three codes say why there is none (protocol §9.2). */
  private Group behind(Caller caller, String code) {
    List<Group> all = desk.groups().of(caller.account().tenant());
    if (all.stream().anyMatch(g -> g.entrance().formerCodes().contains(code))) {
      throw QueryRefused.gone();
    }
    return all.stream()
        .filter(g -> g.entrance().code().equals(code))
        .findFirst()
        .orElseThrow(QueryRefused::notAcceptable);
  }

  private Node reset(Caller caller, Group before) {
    Group after = before.through(before.entrance().reset(desk.groups().newCode()));
    desk.groups().save(after);
    desk.notices().members(after, GroupDesk.actor(caller), link(after));
    return link(after);
  }

  private static Node link(Group group) {
    return Node.of("invite").with("code", group.entrance().code());
  }

  private Node join(Caller caller, Group group) {
    if (group.has(caller.account())) {
      throw QueryRefused.conflict();
    }
    if (group.settings().approval()) {
      return ask(caller, group);
    }
    enter(desk, caller, group);
    return Node.of("group").with("jid", group.jid());
  }

  /** Lets the caller in, who comes by themselves. */
  static void enter(GroupDesk desk, Caller caller, Group group) {
    if (group.members().size() >= Groups.MAX_MEMBERS) {
      throw QueryRefused.resourceLimit();
    }
    List<String> who = List.of(caller.account().phone());
    Group after = group.joinedBy(who);
    desk.groups().save(after);
    desk.notices().joined(after, GroupDesk.actor(caller), who, "invite");
  }

  private Node ask(Caller caller, Group before) {
    Entrance.Request request =
        new Entrance.Request(caller.account().phone(), desk.clock().instant());
    Group after = before.through(before.entrance().asking(request));
    desk.groups().save(after);
    desk.notices()
        .people(
            after,
            GroupDesk.actor(caller),
            after.admins(),
            Node.of(
                    "created_membership_requests",
                    GroupElement.participant(after, caller.account()))
                .with("request_method", "invite_link"));
    return Node.of("membership_approval_request").with("jid", after.jid());
  }
}
