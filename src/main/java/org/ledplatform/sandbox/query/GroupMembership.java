package org.ledplatform.sandbox.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.group.Entrance;
import org.ledplatform.sandbox.group.Group;
import org.ledplatform.sandbox.group.Groups;
import org.ledplatform.sandbox.group.Role;
import org.ledplatform.whatsapp.node.Node;

/** Who is in a group, and in what role: add, remove, promote, demote, leave. */
final class GroupMembership {

  /** Who left by themselves is not added again so soon. */
  static final Duration RECENTLY = Duration.ofDays(1);

  private static final Duration INVITATION = Duration.ofDays(3);
  private static final int PRIVACY = 403;
  private static final int LEFT_RECENTLY = 408;

  private final GroupDesk desk;

  GroupMembership(GroupDesk desk) {
    this.desk = desk;
  }

  Map<String, GroupOperation> operations() {
    return Map.of(
        "set add",
        this::add,
        "set remove",
        (caller, iq, what) -> change(caller, iq, what, this::refuseToRemove),
        "set promote",
        (caller, iq, what) -> change(caller, iq, what, (group, who) -> requireIn(group, who)),
        "set demote",
        (caller, iq, what) -> change(caller, iq, what, this::refuseToRemove),
        "set leave",
        (caller, _, what) -> leave(caller, what));
  }

  /**
   * Whether a group of this size takes a person who wants to be in it.
   *
   * @throws QueryRefused when not
   */
  static void refuseWhoCannotBeAdded(Account account, int size) {
    if (!account.privacy().getOrDefault("groupadd", "all").equals("all")) {
      throw QueryRefused.forbidden();
    }
    if (size >= Groups.MAX_MEMBERS) {
      throw QueryRefused.resourceLimit();
    }
  }

  private List<Node> add(Caller caller, Node iq, Node what) {
    Group before = desk.asMember(caller, iq);
    // With approval on, what members add would pass by the admins.
    boolean adminsOnly = before.settings().adminsAdd() || before.settings().approval();
    if (adminsOnly && !before.admin(caller.account())) {
      throw QueryRefused.forbidden();
    }
    List<String> added = new ArrayList<>();
    List<Entrance.Invite> invites = new ArrayList<>();
    List<Node> answers =
        desk.each(
            caller,
            what,
            account -> {
              if (before.has(account) || added.contains(account.phone())) {
                throw QueryRefused.conflict();
              }
              if (before.entrance().departed(account.phone()).filter(this::recently).isPresent()) {
                return invitation(caller, account, LEFT_RECENTLY, invites);
              }
              try {
                refuseWhoCannotBeAdded(account, before.members().size() + added.size());
              } catch (QueryRefused e) {
                if (e.code() != PRIVACY) {
                  throw e;
                }
                return invitation(caller, account, PRIVACY, invites);
              }
              added.add(account.phone());
              return Node.of("participant");
            });
    Group after = added.isEmpty() ? before : before.joinedBy(added);
    for (Entrance.Invite invite : invites) {
      after = after.through(after.entrance().inviting(invite));
    }
    desk.groups().save(after);
    if (!added.isEmpty()) {
      desk.notices().joined(after, GroupDesk.actor(caller), added, "");
    }
    return List.of(Node.of("add").holding(answers));
  }

  private boolean recently(Instant left) {
    return left.plus(RECENTLY).isAfter(desk.clock().instant());
  }

  /** Instead of adding somebody: what an admin may send them (protocol §9.2, v4). */
  private Node invitation(
      Caller caller, Account account, int error, List<Entrance.Invite> invites) {
    Entrance.Invite invite =
        new Entrance.Invite(
            account.phone(),
            desk.groups().newCode(),
            caller.account().phone(),
            desk.clock().instant().plus(INVITATION));
    invites.add(invite);
    return Node.of(
            "participant",
            Node.of("add_request")
                .with("code", invite.code())
                .with("expiration", invite.expires().getEpochSecond()))
        .with("error", error);
  }

  private List<Node> change(
      Caller caller, Node iq, Node what, BiConsumer<Group, Account> refusing) {
    Group before = desk.asAdmin(caller, iq);
    List<String> changed = new ArrayList<>();
    List<Node> answers =
        desk.each(
            caller,
            what,
            account -> {
              refusing.accept(before, account);
              if (!changed.contains(account.phone())) {
                changed.add(account.phone());
              }
              return Node.of("participant");
            });
    if (!changed.isEmpty()) {
      Group after =
          switch (what.tag()) {
            case "remove" -> before.without(changed);
            case "promote" -> before.giving(Role.ADMIN, plain(before, changed));
            default -> before.giving(Role.MEMBER, changed);
          };
      desk.groups().save(after);
      desk.notices().changed(before, after, GroupDesk.actor(caller), what.tag(), changed);
    }
    return List.of(Node.of(what.tag()).holding(answers));
  }

  /** Who made the group stays what they are. */
  private static List<String> plain(Group group, List<String> phones) {
    return phones.stream().filter(phone -> group.members().get(phone) == Role.MEMBER).toList();
  }

  private void refuseToRemove(Group group, Account account) {
    requireIn(group, account);
    if (group.members().get(account.phone()) == Role.SUPERADMIN) {
      throw QueryRefused.notAcceptable();
    }
  }

  private static void requireIn(Group group, Account account) {
    if (!group.has(account)) {
      throw QueryRefused.notFound();
    }
  }

  private List<Node> leave(Caller caller, Node what) {
    List<Node> answers = new ArrayList<>();
    for (Node wish : what.children("group")) {
      Node answer = Node.of("group").with("id", wish.require("id"));
      answers.add(
          desk.groups()
              .find(caller.account().tenant(), wish.requireJid("id"))
              .filter(group -> group.has(caller.account()))
              .map(
                  group -> {
                    desk.leaving().leave(group, GroupDesk.actor(caller));
                    return answer;
                  })
              .orElseGet(() -> answer.with("error", 404)));
    }
    return List.of(Node.of("leave").holding(answers));
  }
}
