package org.ledplatform.sandbox.group;

/**
 * What is allowed in a group.
 *
 * @param announcement only admins write
 * @param locked only admins change subject, description, picture and the timer
 * @param adminsAdd only admins add people
 * @param approval who joins by link waits until an admin agrees
 * @param expiration seconds after which messages vanish; 0 when they stay
 */
public record GroupSettings(
    boolean announcement, boolean locked, boolean adminsAdd, boolean approval, int expiration) {

  /** As a new group has them. */
  public static final GroupSettings OPEN = new GroupSettings(false, false, false, false, 0);

  /** These settings, with or without announcements only. */
  public GroupSettings announcing(boolean on) {
    return new GroupSettings(on, locked, adminsAdd, approval, expiration);
  }

  /** These settings, locked or not. */
  public GroupSettings locking(boolean on) {
    return new GroupSettings(announcement, on, adminsAdd, approval, expiration);
  }

  /** These settings, with adding left to admins or not. */
  public GroupSettings addingByAdmins(boolean on) {
    return new GroupSettings(announcement, locked, on, approval, expiration);
  }

  /** These settings, with joining on approval or not. */
  public GroupSettings approving(boolean on) {
    return new GroupSettings(announcement, locked, adminsAdd, on, expiration);
  }

  /** These settings with another timer. */
  public GroupSettings vanishing(int seconds) {
    return new GroupSettings(announcement, locked, adminsAdd, approval, seconds);
  }
}
