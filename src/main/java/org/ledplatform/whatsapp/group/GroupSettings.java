package org.ledplatform.whatsapp.group;

import java.time.Duration;
import java.util.Optional;

/**
 * The rules of a group.
 *
 * @param announcement only admins may write
 * @param locked only admins may change subject, description and picture
 * @param ephemeral after how long messages disappear; empty when they stay
 * @param membersAdd every member may add others, not only admins
 * @param approval admins must approve who joins by link
 */
public record GroupSettings(
    boolean announcement,
    boolean locked,
    Optional<Duration> ephemeral,
    boolean membersAdd,
    boolean approval) {

  /** The rules of a new group. */
  public static final GroupSettings USUAL =
      new GroupSettings(false, false, Optional.empty(), true, false);

  /** The same with or without {@link #announcement}. */
  public GroupSettings withAnnouncement(boolean on) {
    return new GroupSettings(on, locked, ephemeral, membersAdd, approval);
  }

  /** The same with or without {@link #locked}. */
  public GroupSettings withLocked(boolean on) {
    return new GroupSettings(announcement, on, ephemeral, membersAdd, approval);
  }

  /** The same with another {@link #ephemeral}. */
  public GroupSettings withEphemeral(Optional<Duration> timer) {
    return new GroupSettings(announcement, locked, timer, membersAdd, approval);
  }

  /** The same with or without {@link #membersAdd}. */
  public GroupSettings withMembersAdd(boolean on) {
    return new GroupSettings(announcement, locked, ephemeral, on, approval);
  }

  /** The same with or without {@link #approval}. */
  public GroupSettings withApproval(boolean on) {
    return new GroupSettings(announcement, locked, ephemeral, membersAdd, on);
  }
}
