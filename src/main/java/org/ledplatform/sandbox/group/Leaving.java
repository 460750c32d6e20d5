package org.ledplatform.sandbox.group;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Profiles;
import org.ledplatform.sandbox.group.GroupNotices.Actor;

/**
 * How people leave groups by themselves. A group without an admin gets the oldest member as one; a
 * group without members is gone. In a turn only.
 */
public final class Leaving {

  private final Groups groups;
  private final GroupNotices notices;
  private final Profiles profiles;
  private final Clock clock;

  public Leaving(Groups groups, GroupNotices notices, Profiles profiles, Clock clock) {
    this.groups = groups;
    this.notices = notices;
    this.profiles = profiles;
    this.clock = clock;
  }

  /** The actor leaves this group, in which they are. */
  public void leave(Group group, Actor actor) {
    Account account = actor.account();
    List<String> gone = List.of(account.phone());
    Group left =
        group
            .without(gone)
            .through(
                group.entrance().leaving(new Entrance.Departure(account.phone(), clock.instant())));
    notices.changed(group, left, actor, "remove", gone);
    if (left.members().isEmpty()) {
      groups.remove(left);
      profiles.remove(left.id());
      return;
    }
    groups.save(left);
    if (left.members().values().stream().noneMatch(Role::admin)) {
      crown(left, actor);
    }
  }

  /** The account is about to be removed: it leaves every group it is in. */
  public void leaveAll(Actor actor) {
    groups.of(actor.account()).forEach(group -> leave(group, actor));
  }

  private void crown(Group group, Actor actor) {
    Map.Entry<String, Role> oldest = group.members().entrySet().iterator().next();
    List<String> heirs = List.of(oldest.getKey());
    Group led = group.giving(Role.ADMIN, heirs);
    groups.save(led);
    notices.changed(group, led, actor, "promote", heirs);
  }
}
