package org.ledplatform.whatsapp.group;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;

/** Reads {@code <notification type=w:gp2>} (protocol §9.3). Stateless. */
public final class GroupNotice {

  private GroupNotice() {}

  /**
   * What the notification tells, in its order.
   *
   * @throws UnexpectedNodeException when it is not about a group, a part lacks what it must have,
   *     or it makes another group than the one it comes from
   */
  public static List<GroupEvent> read(Node notification) {
    Jid group = notification.requireJid("from");
    if (!group.isGroup()) {
      throw new UnexpectedNodeException("A notification about a group is not from a group");
    }
    Instant at = notification.time("t").orElse(Instant.EPOCH);
    Optional<Jid> by = notification.jid("participant");
    Optional<Jid> other =
        notification.jid("participant_pn").or(() -> notification.jid("participant_lid"));
    return notification.children().stream()
        .map(
            child ->
                new GroupEvent(
                    group,
                    by,
                    other,
                    at,
                    read(child, group, by, at),
                    child.attribute("v_id").orElse(""),
                    child.attribute("prev_v_id").orElse("")))
        .toList();
  }

  private static GroupChange read(Node child, Jid group, Optional<Jid> by, Instant at) {
    return switch (child.tag()) {
      case "create" -> created(child, group);
      case "add" -> new GroupChange.Added(people(child), child.has("reason", "invite"));
      case "remove", "leave" -> new GroupChange.Removed(people(child));
      case "promote" -> new GroupChange.RoleChanged(people(child), true);
      case "demote" -> new GroupChange.RoleChanged(people(child), false);
      case "modify" -> new GroupChange.NumberChanged(people(child));
      case "subject" ->
          new GroupChange.SubjectChanged(
              new GroupSubject(
                  child.attribute("subject").orElse(""),
                  child.number("s_t").map(Instant::ofEpochSecond).or(() -> Optional.of(at)),
                  child.jid("s_o").or(() -> by)));
      case "description" ->
          new GroupChange.DescriptionChanged(
              GroupNode.readDescription(child)
                  .map(d -> new GroupDescription(d.id(), d.text(), Optional.of(at), by)));
      case "delete" -> new GroupChange.Deleted();
      default -> readSetting(child);
    };
  }

  private static GroupChange created(Node child, Jid group) {
    GroupMetadata told = GroupNode.read(child.requireChild("group"));
    if (!told.id().equals(group)) {
      throw new UnexpectedNodeException("A notification of one group tells about another");
    }
    return new GroupChange.Created(told, child.attribute("reason").orElse(""));
  }

  private static GroupChange readSetting(Node child) {
    return switch (child.tag()) {
      case "announcement" -> new GroupChange.AnnouncementChanged(true);
      case "not_announcement" -> new GroupChange.AnnouncementChanged(false);
      case "locked" -> new GroupChange.LockedChanged(true);
      case "unlocked" -> new GroupChange.LockedChanged(false);
      case "ephemeral" -> new GroupChange.EphemeralChanged(GroupNode.readTimer(child));
      case "not_ephemeral" -> new GroupChange.EphemeralChanged(Optional.empty());
      case "member_add_mode" ->
          new GroupChange.AddModeChanged(
              new String(child.bytes(), StandardCharsets.UTF_8).equals("all_member_add"));
      case "membership_approval_mode" ->
          new GroupChange.ApprovalModeChanged(GroupNode.readApproval(child));
      case "invite" -> new GroupChange.InviteChanged(child.attribute("code").orElse(""));
      case "created_membership_requests" ->
          new GroupChange.JoinRequested(
              people(child), child.attribute("request_method").orElse(""));
      case "revoked_membership_requests" -> new GroupChange.JoinRequestWithdrawn(people(child));
      case "link" -> linked(child, true);
      case "unlink" -> linked(child, false);
      default -> new GroupChange.Other(child.tag());
    };
  }

  private static GroupChange linked(Node child, boolean linked) {
    List<Jid> groups =
        child.children("group").stream()
            .flatMap(group -> group.attribute("id").or(() -> group.attribute("jid")).stream())
            .map(id -> id.indexOf('@') < 0 ? Jid.of(id, Server.GROUP) : Jid.parse(id))
            .toList();
    String kind = child.attribute("link_type").or(() -> child.attribute("unlink_type")).orElse("");
    return new GroupChange.LinkChanged(linked, kind, groups);
  }

  private static List<GroupMember> people(Node child) {
    return child.children("participant").stream().map(GroupNode::readMember).toList();
  }
}
