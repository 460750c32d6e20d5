package org.ledplatform.sandbox.query;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.group.Entrance;
import org.ledplatform.sandbox.group.Group;
import org.ledplatform.sandbox.group.GroupSettings;
import org.ledplatform.sandbox.group.GroupText;
import org.ledplatform.sandbox.group.Groups;
import org.ledplatform.sandbox.group.Kinship;
import org.ledplatform.sandbox.group.Role;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/**
 * Makes groups. The addressing is the one that is asked for by {@code addressing_mode}, which only
 * this network knows; else LID when somebody is named by LID, else by phone number, so that clients
 * that know no LIDs can take part in what they make.
 */
final class GroupCreation {

  private final GroupDesk desk;

  GroupCreation(GroupDesk desk) {
    this.desk = desk;
  }

  Map<String, GroupOperation> operations() {
    return Map.of("set create", (caller, _, what) -> create(caller, what));
  }

  private List<Node> create(Caller caller, Node what) {
    Account creator = caller.account();
    if (desk.groups().of(creator.tenant()).size() >= Groups.MAX_GROUPS) {
      throw QueryRefused.resourceLimit();
    }
    Map<String, Role> members = new LinkedHashMap<>(Map.of(creator.phone(), Role.SUPERADMIN));
    List<Node> errors = new ArrayList<>();
    people(caller, what, members, errors);
    Group group = group(caller, what, members);
    desk.groups().save(group);
    desk.notices().created(group, GroupDesk.actor(caller), what.attribute("key").orElse(""));
    Node answer = desk.element().whole(group);
    for (Node error : errors) {
      answer = answer.adding(error);
    }
    return List.of(answer);
  }

  /** Who cannot be added is in the answer with the reason and not in the group. */
  private void people(Caller caller, Node what, Map<String, Role> members, List<Node> errors) {
    if (what.children("participant").isEmpty()) {
      return;
    }
    desk
        .each(
            caller,
            what,
            account -> {
              if (!account.phone().equals(caller.account().phone())) {
                GroupMembership.refuseWhoCannotBeAdded(account, members.size());
                members.put(account.phone(), Role.MEMBER);
              }
              return Node.of("participant");
            })
        .stream()
        .filter(participant -> participant.attribute("error").isPresent())
        .forEach(errors::add);
  }

  private Group group(Caller caller, Node what, Map<String, Role> members) {
    Account creator = caller.account();
    Instant now = desk.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    return new Group(
        desk.groups().newId(),
        creator.tenant(),
        creator.phone(),
        now,
        byLid(what),
        kinship(caller, what),
        new GroupText("", GroupTexts.subject(what.require("subject")), creator.phone(), now),
        what.child("description").map(d -> GroupTexts.description(d, creator, now)),
        members,
        settings(what),
        Entrance.by(desk.groups().newCode()),
        1);
  }

  private static boolean byLid(Node what) {
    return what.attribute("addressing_mode")
        .map("lid"::equals)
        .orElseGet(
            () -> what.children("participant").stream().anyMatch(p -> p.requireJid("jid").isLid()));
  }

  private Kinship kinship(Caller caller, Node what) {
    Optional<Jid> parent = what.child("linked_parent").map(node -> node.requireJid("jid"));
    parent.ifPresent(
        jid -> {
          Group community = desk.asAdmin(caller, Node.of("iq").with("to", jid));
          if (!community.kinship().community()) {
            throw QueryRefused.notAcceptable();
          }
        });
    return new Kinship(
        what.child("parent").isPresent(),
        parent.map(Jid::user),
        what.child("default_sub_group").isPresent());
  }

  private static GroupSettings settings(Node what) {
    return GroupSettings.OPEN
        .announcing(what.child("announcement").isPresent())
        .locking(what.child("locked").isPresent())
        .addingByAdmins(what.child("member_add_mode").map(GroupSwitches::adminsAdd).orElse(false))
        .approving(
            what.child("membership_approval_mode").map(GroupSwitches::approval).orElse(false))
        .vanishing(what.child("ephemeral").map(GroupSwitches::seconds).orElse(0));
  }
}
