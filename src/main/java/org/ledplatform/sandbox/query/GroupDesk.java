package org.ledplatform.sandbox.query;

import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.group.Group;
import org.ledplatform.sandbox.group.GroupElement;
import org.ledplatform.sandbox.group.GroupNotices;
import org.ledplatform.sandbox.group.GroupNotices.Actor;
import org.ledplatform.sandbox.group.Groups;
import org.ledplatform.sandbox.group.Leaving;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** What all questions about groups need: who there is, and who may do what. */
public record GroupDesk(
    Directory directory, Groups groups, GroupNotices notices, Leaving leaving, Clock clock) {

  /** More people than a group can have are not asked about at once. */
  private static final int MAX_PEOPLE = Groups.MAX_MEMBERS;

  /** The group that a question goes to; one of another tenant is not there. */
  Group group(Caller caller, Node iq) {
    return groups
        .find(caller.account().tenant(), iq.requireJid("to"))
        .orElseThrow(QueryRefused::notFound);
  }

  /** The group, for its members. */
  Group asMember(Caller caller, Node iq) {
    Group group = group(caller, iq);
    if (!group.has(caller.account())) {
      throw QueryRefused.forbidden();
    }
    return group;
  }

  /** The group, for its admins. */
  Group asAdmin(Caller caller, Node iq) {
    Group group = asMember(caller, iq);
    if (!group.admin(caller.account())) {
      throw QueryRefused.forbidden();
    }
    return group;
  }

  /**
   * The group, for those who may change what it looks like: members, or admins when it is locked.
   */
  Group asEditor(Caller caller, Node iq) {
    Group group = asMember(caller, iq);
    if (group.settings().locked() && !group.admin(caller.account())) {
      throw QueryRefused.forbidden();
    }
    return group;
  }

  /** Who acts, and on which device. */
  static Actor actor(Caller caller) {
    return new Actor(caller.account(), caller.device().id());
  }

  GroupElement element() {
    return new GroupElement(directory);
  }

  /**
   * Does something about each {@code <participant>} and answers with the same participants, in the
   * form asked.
   *
   * @param each what is to be said of one person; throws for those with whom it is not possible
   */
  List<Node> each(Caller caller, Node list, Function<Account, Node> each) {
    List<Node> participants = list.children("participant");
    if (participants.isEmpty() || participants.size() > MAX_PEOPLE) {
      throw QueryRefused.badRequest();
    }
    return participants.stream().map(p -> one(caller, p.requireJid("jid"), each)).toList();
  }

  private Node one(Caller caller, Jid asked, Function<Account, Node> each) {
    Node answer = Node.of("participant").with("jid", asked);
    try {
      Node said =
          each.apply(
              directory
                  .find(caller.account().tenant(), asked.withoutDevice())
                  .orElseThrow(QueryRefused::notFound));
      return new Node("participant", answer.attributes(), said.content())
          .with("error", said.attribute("error"));
    } catch (QueryRefused e) {
      return answer.with("error", e.code());
    }
  }
}
