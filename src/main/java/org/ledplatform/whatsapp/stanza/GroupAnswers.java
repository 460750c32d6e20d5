package org.ledplatform.whatsapp.stanza;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.group.GroupMetadata;
import org.ledplatform.whatsapp.group.GroupNode;
import org.ledplatform.whatsapp.group.GroupPicture;
import org.ledplatform.whatsapp.group.GroupRefusal;
import org.ledplatform.whatsapp.group.JoinRequest;
import org.ledplatform.whatsapp.group.JoinResult;
import org.ledplatform.whatsapp.group.MemberResult;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;

/**
 * Reads what the network answers to {@link GroupQuestions}. Every method throws {@link
 * UnexpectedNodeException} for what is no such answer.
 */
public final class GroupAnswers {

  private GroupAnswers() {}

  /** A group. */
  public static GroupMetadata group(Node answer) {
    return GroupNode.read(answer.requireChild("group"));
  }

  /** The groups of a community. */
  public static List<GroupMetadata> subGroups(Node answer) {
    return answer.requireChild("sub_groups").children("group").stream()
        .map(GroupNode::read)
        .toList();
  }

  /** What became of each person. */
  public static List<MemberResult> members(Node answer, String what) {
    return answer.requireChild(what).children("participant").stream()
        .map(GroupAnswers::member)
        .toList();
  }

  /** What became of each person who wanted to come in. */
  public static List<MemberResult> requests(Node answer, boolean approve) {
    return members(
        answer.requireChild("membership_requests_action"), approve ? "approve" : "reject");
  }

  private static MemberResult member(Node participant) {
    Jid person = participant.requireJid("jid");
    Optional<Node> invitation = participant.child("add_request");
    if (invitation.isPresent()) {
      return new MemberResult.NeedsInvitation(
          person,
          invitation.get().require("code"),
          invitation.get().time("expiration").orElse(Instant.EPOCH));
    }
    int code = participant.number("error").map(Long::intValue).orElse(200);
    return code == 200
        ? new MemberResult.Done(person)
        : new MemberResult.Refused(person, code, GroupRefusal.of(code));
  }

  /** The code of the link. */
  public static String invite(Node answer) {
    return answer.requireChild("invite").require("code");
  }

  /** Whether we are in by the link. */
  public static JoinResult join(Node answer) {
    Optional<Node> group = answer.child("group");
    return group.isPresent()
        ? new JoinResult.Joined(group.get().requireJid("jid"))
        : new JoinResult.Requested(
            answer.requireChild("membership_approval_request").requireJid("jid"));
  }

  /** Who wants to come in. */
  public static List<JoinRequest> joinRequests(Node answer) {
    return answer
        .requireChild("membership_approval_requests")
        .children("membership_approval_request")
        .stream()
        .map(
            request ->
                new JoinRequest(
                    request.requireJid("jid"),
                    request.attribute("request_method").orElse(""),
                    request.time("request_time")))
        .toList();
  }

  /** Where the picture is. */
  public static GroupPicture picture(Node answer) {
    Node picture = answer.requireChild("picture");
    return new GroupPicture(picture.require("id"), picture.attribute("url").orElse(""));
  }
}
