package org.ledplatform.whatsapp.group;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;

/** What happened in a group (protocol §9.3). */
public sealed interface GroupChange {

  /** The group as it is afterwards. Applying the same change twice changes nothing more. */
  default GroupMetadata appliedTo(GroupMetadata group) {
    return group;
  }

  /** Whether the change says everything that is to know about it. */
  default boolean saysAll() {
    return true;
  }

  /**
   * The group was made, or we were added to it.
   *
   * @param reason as on the wire, such as {@code invite}; empty text when not told
   */
  record Created(GroupMetadata group, String reason) implements GroupChange {}

  /** People came in. */
  record Added(List<GroupMember> people, boolean byInvite) implements GroupChange {
    public Added {
      people = List.copyOf(people);
    }

    @Override
    public GroupMetadata appliedTo(GroupMetadata group) {
      return group.adding(people);
    }
  }

  /** People went out, by themselves when {@link GroupEvent#by} is the only one of them. */
  record Removed(List<GroupMember> people) implements GroupChange {
    public Removed {
      people = List.copyOf(people);
    }

    @Override
    public GroupMetadata appliedTo(GroupMetadata group) {
      return group.removing(people.stream().map(GroupMember::jid).toList());
    }
  }

  /** People became admins, or are no longer. */
  record RoleChanged(List<GroupMember> people, boolean admin) implements GroupChange {
    public RoleChanged {
      people = List.copyOf(people);
    }

    @Override
    public GroupMetadata appliedTo(GroupMetadata group) {
      GroupMember.Role role = admin ? GroupMember.Role.ADMIN : GroupMember.Role.MEMBER;
      return group.changing(
          people.stream().map(GroupMember::jid).toList(),
          member ->
              admin && member.role() == GroupMember.Role.SUPERADMIN ? member : member.as(role));
    }
  }

  /** A member has another number now; the notification does not always say which one was it. */
  record NumberChanged(List<GroupMember> people) implements GroupChange {
    public NumberChanged {
      people = List.copyOf(people);
    }

    @Override
    public boolean saysAll() {
      return false;
    }
  }

  /** The group has another name. */
  record SubjectChanged(GroupSubject subject) implements GroupChange {
    @Override
    public GroupMetadata appliedTo(GroupMetadata group) {
      return group.with(subject);
    }
  }

  /** The group has another description, or none. */
  record DescriptionChanged(Optional<GroupDescription> description) implements GroupChange {
    @Override
    public GroupMetadata appliedTo(GroupMetadata group) {
      return group.withDescription(description);
    }
  }

  /** Only admins may write, or everybody. */
  record AnnouncementChanged(boolean on) implements GroupChange {
    @Override
    public GroupMetadata appliedTo(GroupMetadata group) {
      return group.with(group.settings().withAnnouncement(on));
    }
  }

  /** Only admins may change what the group looks like, or everybody. */
  record LockedChanged(boolean on) implements GroupChange {
    @Override
    public GroupMetadata appliedTo(GroupMetadata group) {
      return group.with(group.settings().withLocked(on));
    }
  }

  /** Messages disappear after this long, or stay. */
  record EphemeralChanged(Optional<Duration> timer) implements GroupChange {
    @Override
    public GroupMetadata appliedTo(GroupMetadata group) {
      return group.with(group.settings().withEphemeral(timer));
    }
  }

  /** Every member may add others, or only admins. */
  record AddModeChanged(boolean membersAdd) implements GroupChange {
    @Override
    public GroupMetadata appliedTo(GroupMetadata group) {
      return group.with(group.settings().withMembersAdd(membersAdd));
    }
  }

  /** Who joins by link must be approved, or not. */
  record ApprovalModeChanged(boolean on) implements GroupChange {
    @Override
    public GroupMetadata appliedTo(GroupMetadata group) {
      return group.with(group.settings().withApproval(on));
    }
  }

  /** The link to join has another code. */
  record InviteChanged(String code) implements GroupChange {
    /** Whoever knows the code can join, so logs do not see it. */
    @Override
    public String toString() {
      return "InviteChanged[…]";
    }
  }

  /**
   * People want to join, and admins may let them.
   *
   * @param method as on the wire, such as {@code invite_link}
   */
  record JoinRequested(List<GroupMember> people, String method) implements GroupChange {
    public JoinRequested {
      people = List.copyOf(people);
    }
  }

  /** People no longer want to join, or were turned down. */
  record JoinRequestWithdrawn(List<GroupMember> people) implements GroupChange {
    public JoinRequestWithdrawn {
      people = List.copyOf(people);
    }
  }

  /**
   * A community and a group found together or parted.
   *
   * @param kind as on the wire, such as {@code sub_group} or {@code parent_group}
   * @param groups the others
   */
  record LinkChanged(boolean linked, String kind, List<Jid> groups) implements GroupChange {
    public LinkChanged {
      groups = List.copyOf(groups);
    }

    @Override
    public boolean saysAll() {
      return false;
    }

    /** Groups are private, so logs see none of them. */
    @Override
    public String toString() {
      return "LinkChanged[" + linked + "]";
    }
  }

  /** The group is no more. */
  record Deleted() implements GroupChange {}

  /**
   * Something that nobody here knows.
   *
   * @param tag as on the wire
   */
  record Other(String tag) implements GroupChange {
    @Override
    public boolean saysAll() {
      return false;
    }
  }
}
