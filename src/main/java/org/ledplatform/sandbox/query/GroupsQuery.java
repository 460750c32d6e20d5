package org.ledplatform.sandbox.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.node.Node;

/** Groups (protocol §9.2): finds who does an operation by its name. */
final class GroupsQuery implements Query {

  private final Map<String, GroupOperation> operations = new HashMap<>();

  GroupsQuery(GroupDesk desk) {
    operations.putAll(new GroupReading(desk).operations());
    operations.putAll(new GroupCreation(desk).operations());
    operations.putAll(new GroupMembership(desk).operations());
    operations.putAll(new GroupTexts(desk).operations());
    operations.putAll(new GroupSwitches(desk).operations());
    operations.putAll(new GroupLinks(desk).operations());
    operations.putAll(new GroupInvitations(desk).operations());
    operations.putAll(new GroupRequests(desk).operations());
  }

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    String type = iq.require("type");
    for (Node child : iq.children()) {
      GroupOperation operation = operations.get(type + " " + child.tag());
      if (operation != null) {
        return operation.answer(caller, iq, child);
      }
    }
    throw QueryRefused.notImplemented();
  }
}
