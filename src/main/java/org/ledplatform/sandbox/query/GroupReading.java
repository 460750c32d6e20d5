package org.ledplatform.sandbox.query;

import java.util.List;
import java.util.Map;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.group.Group;
import org.ledplatform.whatsapp.node.Node;

/** What members see of their groups, and of the groups of their communities. */
final class GroupReading {

  private final GroupDesk desk;

  GroupReading(GroupDesk desk) {
    this.desk = desk;
  }

  Map<String, GroupOperation> operations() {
    return Map.of(
        "get query",
        (caller, iq, _) -> List.of(desk.element().whole(desk.asMember(caller, iq))),
        "get participating",
        (caller, _, what) -> List.of(mine(caller, what)),
        "get sub_groups",
        (caller, iq, _) -> List.of(inside(desk.asMember(caller, iq))));
  }

  private Node mine(Caller caller, Node what) {
    boolean whole = what.child("participants").isPresent();
    return Node.of("groups")
        .holding(
            desk.groups().of(caller.account()).stream()
                .map(g -> whole ? desk.element().whole(g) : desk.element().outside(g))
                .toList());
  }

  private Node inside(Group community) {
    return Node.of("sub_groups")
        .holding(
            desk.groups().of(community.tenant()).stream()
                .filter(g -> g.kinship().parent().filter(community.id()::equals).isPresent())
                .map(desk.element()::outside)
                .toList());
  }
}
