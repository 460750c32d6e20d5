package org.ledplatform.sandbox.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.group.Entrance;
import org.ledplatform.sandbox.group.Group;
import org.ledplatform.sandbox.group.GroupElement;
import org.ledplatform.sandbox.group.Groups;
import org.ledplatform.whatsapp.node.Node;

/** Who waits to be let in, and what admins say to it. */
final class GroupRequests {

  private final GroupDesk desk;

  GroupRequests(GroupDesk desk) {
    this.desk = desk;
  }

  Map<String, GroupOperation> operations() {
    return Map.of(
        "get membership_approval_requests",
        (caller, iq, _) -> List.of(list(desk.asAdmin(caller, iq))),
        "set membership_requests_action",
        this::act);
  }

  private Node list(Group group) {
    return Node.of("membership_approval_requests")
        .holding(
            group.entrance().requests().stream().flatMap(request -> node(group, request)).toList());
  }

  private Stream<Node> node(Group group, Entrance.Request request) {
    return desk
        .directory()
        .byPhone(request.phone())
        .map(
            account ->
                new Node(
                        "membership_approval_request",
                        GroupElement.participant(group, account).attributes(),
                        Node.of("none").content())
                    .with("request_time", request.at().getEpochSecond())
                    .with("request_method", "invite_link"))
        .stream();
  }

  private List<Node> act(Caller caller, Node iq, Node what) {
    Node answer = Node.of("membership_requests_action");
    for (Node action : what.children()) {
      answer =
          answer.adding(
              switch (action.tag()) {
                case "approve" -> approve(caller, iq, action);
                case "reject" -> reject(caller, iq, action);
                default -> throw QueryRefused.badRequest();
              });
    }
    return List.of(answer);
  }

  private Node approve(Caller caller, Node iq, Node action) {
    Group before = desk.asAdmin(caller, iq);
    List<String> in = new ArrayList<>();
    List<Node> answers =
        desk.each(
            caller,
            action,
            waiting(
                before,
                account -> {
                  if (before.members().size() + in.size() >= Groups.MAX_MEMBERS) {
                    throw QueryRefused.resourceLimit();
                  }
                  in.add(account.phone());
                }));
    if (!in.isEmpty()) {
      Group after = before.joinedBy(in);
      desk.groups().save(after);
      desk.notices().joined(after, GroupDesk.actor(caller), in, "");
    }
    return Node.of("approve").holding(answers);
  }

  private Node reject(Caller caller, Node iq, Node action) {
    Group before = desk.asAdmin(caller, iq);
    List<String> out = new ArrayList<>();
    List<Node> answers =
        desk.each(caller, action, waiting(before, account -> out.add(account.phone())));
    Group after = before;
    for (String phone : out) {
      after = after.through(after.entrance().settled(phone));
    }
    if (!out.isEmpty()) {
      desk.groups().save(after);
      desk.notices()
          .people(
              after,
              GroupDesk.actor(caller),
              Stream.concat(before.admins().stream(), out.stream()).toList(),
              Node.of("revoked_membership_requests")
                  .holding(desk.element().participants(after, out)));
    }
    return Node.of("reject").holding(answers);
  }

  private static Function<Account, Node> waiting(Group group, Consumer<Account> then) {
    return account -> {
      if (group.entrance().request(account.phone()).isEmpty()) {
        throw QueryRefused.notFound();
      }
      then.accept(account);
      return Node.of("participant");
    };
  }
}
