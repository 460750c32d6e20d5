package org.ledplatform.whatsapp.stanza;

import java.util.List;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.group.GroupCache;
import org.ledplatform.whatsapp.group.GroupChange;
import org.ledplatform.whatsapp.group.GroupEvent;
import org.ledplatform.whatsapp.group.GroupMember;
import org.ledplatform.whatsapp.group.GroupNotice;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;
import org.ledplatform.whatsapp.store.DeviceStore;

/**
 * Hears what happened in groups (protocol §9.3): what follows for our knowledge of them becomes
 * durable before anybody is told, in the order of the wire.
 */
public final class GroupNotices {

  private final DeviceStore store;
  private final GroupCache cache;
  private final GroupDirectory directory;
  private final Consumer<DeviceEvent> events;

  public GroupNotices(
      DeviceStore store, GroupCache cache, GroupDirectory directory, Consumer<DeviceEvent> events) {
    this.store = store;
    this.cache = cache;
    this.directory = directory;
    this.events = events;
  }

  /**
   * Hears one notification.
   *
   * @throws UnexpectedNodeException when it makes no sense; the group is asked for when needed then
   */
  void hear(Node notification) {
    Jid group = notification.requireJid("from");
    List<GroupEvent> told;
    try {
      told = GroupNotice.read(notification);
    } catch (UnexpectedNodeException | MalformedJidException e) {
      directory.forget(group);
      throw e;
    }
    for (GroupEvent event : told) {
      directory.learn(people(event.change()));
      store.commit(cache.hearing(event));
      events.accept(new GroupReport.Happened(event));
    }
  }

  private static List<GroupMember> people(GroupChange change) {
    return switch (change) {
      case GroupChange.Created(var group, String _) -> group.members();
      case GroupChange.Added(var people, boolean _) -> people;
      case GroupChange.JoinRequested(var people, String _) -> people;
      default -> List.of();
    };
  }
}
