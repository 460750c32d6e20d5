package org.ledplatform.sandbox.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.group.Entrance.Invite;
import org.ledplatform.sandbox.group.Group;
import org.ledplatform.whatsapp.node.Node;

/** Invitations for one person, who could not be added (protocol §9.2, v4). */
final class GroupInvitations {

  private final GroupDesk desk;

  GroupInvitations(GroupDesk desk) {
    this.desk = desk;
  }

  Map<String, GroupOperation> operations() {
    return Map.of("set accept", this::accept, "set revoke", this::revoke);
  }

  private List<Node> accept(Caller caller, Node iq, Node what) {
    Group group = desk.group(caller, iq);
    Invite invite =
        group
            .entrance()
            .invite(caller.account().phone())
            .filter(i -> i.code().equals(what.require("code")))
            .orElseThrow(QueryRefused::notAcceptable);
    Optional<Account> admin =
        desk.directory().find(group.tenant(), what.requireJid("admin").withoutDevice());
    boolean fits =
        what.has("expiration", Long.toString(invite.expires().getEpochSecond()))
            && admin.filter(a -> a.phone().equals(invite.admin())).isPresent();
    if (!fits) {
      throw QueryRefused.notAcceptable();
    }
    if (desk.clock().instant().isAfter(invite.expires())) {
      throw QueryRefused.gone();
    }
    if (group.has(caller.account())) {
      throw QueryRefused.conflict();
    }
    GroupLinks.enter(desk, caller, group);
    return List.of();
  }

  private List<Node> revoke(Caller caller, Node iq, Node what) {
    Group before = desk.asAdmin(caller, iq);
    List<String> revoked = new ArrayList<>();
    List<Node> answers =
        desk.each(
            caller,
            what,
            account -> {
              if (before.entrance().invite(account.phone()).isEmpty()) {
                throw QueryRefused.notFound();
              }
              revoked.add(account.phone());
              return Node.of("participant");
            });
    Group after = before;
    for (String phone : revoked) {
      after = after.through(after.entrance().settled(phone));
    }
    desk.groups().save(after);
    return List.of(Node.of("revoke").holding(answers));
  }
}
