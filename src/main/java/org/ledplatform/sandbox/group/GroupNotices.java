package org.ledplatform.sandbox.group;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.delivery.Delivery;
import org.ledplatform.sandbox.delivery.StanzaIds;
import org.ledplatform.whatsapp.node.Node;

/**
 * Tells people what became of a group (protocol §9.3): every device but the one that did it. In a
 * turn only.
 */
public final class GroupNotices {

  private final Directory directory;
  private final Delivery delivery;
  private final StanzaIds ids;
  private final Clock clock;
  private final GroupElement element;

  public GroupNotices(Directory directory, Delivery delivery, StanzaIds ids, Clock clock) {
    this.directory = directory;
    this.delivery = delivery;
    this.ids = ids;
    this.clock = clock;
    this.element = new GroupElement(directory);
  }

  /**
   * Who did it.
   *
   * @param device the device that needs no word of it
   */
  public record Actor(Account account, DeviceId device) {}

  /** Tells all members. */
  public void members(Group group, Actor actor, Node child) {
    people(group, actor, group.members().keySet(), child);
  }

  /** The group has another picture, or none: {@code <set>} or {@code <delete>}. */
  public void picture(Group group, Actor actor, Node change) {
    tell(
        actor,
        group.members().keySet(),
        notification(group, actor).with("type", "picture").adding(change));
  }

  /** Tells these people. */
  public void people(Group group, Actor actor, Collection<String> phones, Node child) {
    tell(actor, phones, notification(group, actor).adding(child));
  }

  private void tell(Actor actor, Collection<String> phones, Node notification) {
    for (String phone : phones) {
      for (Device device : devices(phone)) {
        if (!device.id().equals(actor.device())) {
          delivery.enqueue(device.id(), notification.with("id", ids.next()));
        }
      }
    }
  }

  /** A new group: all its members get to know it whole. */
  public void created(Group group, Actor actor, String key) {
    members(group, actor, create(group).with("type", "new").with("key", key));
  }

  /**
   * People came in: they get to know the group whole before anybody can write to them in it, the
   * others get to know them.
   *
   * @param reason {@code invite} when they came by themselves, else empty
   */
  public void joined(Group group, Actor actor, List<String> phones, String reason) {
    boolean byThemselves = !reason.isEmpty();
    // Who comes in by a link knows nothing of the group yet: that device is told as well.
    Actor told = byThemselves ? new Actor(actor.account(), new DeviceId("", 0)) : actor;
    Node create = create(group);
    people(group, told, phones, byThemselves ? create.with("reason", reason) : create);
    Node add = changed(group, "add", phones);
    people(
        group,
        actor,
        group.members().keySet().stream().filter(phone -> !phones.contains(phone)).toList(),
        byThemselves ? add.with("reason", reason) : add);
  }

  /** People went or changed their role: told to all who were there before and are there now. */
  public void changed(Group before, Group after, Actor actor, String what, List<String> phones) {
    people(after, actor, before.members().keySet(), changed(after, what, phones));
  }

  /**
   * A member has another phone number. Where members are addressed by phone number the participant
   * is the one that was; else the LID, which stays, with the one that is.
   */
  public void numberChanged(Group group, Account before, Account after) {
    Node participant = GroupElement.participant(group, group.byLid() ? after : before);
    people(
        group,
        new Actor(after, new DeviceId(after.phone(), 0)),
        group.members().keySet(),
        Node.of("modify", participant));
  }

  private Node changed(Group group, String what, List<String> phones) {
    return Node.of(what)
        .with("v_id", group.version())
        .with("prev_v_id", group.version() - 1)
        .holding(element.participants(group, phones));
  }

  private Node create(Group group) {
    return Node.of("create", element.whole(group));
  }

  private Node notification(Group group, Actor actor) {
    Account account = actor.account();
    Node node =
        Node.of("notification")
            .with("from", group.jid())
            .with("type", "w:gp2")
            .with("t", clock.instant().getEpochSecond())
            .with("participant", group.address(account))
            .with("addressing_mode", group.addressing())
            .with("notify", account.name());
    return group.byLid()
        ? node.with("participant_pn", account.phoneJid())
        : node.with("participant_lid", account.lidJid());
  }

  private Collection<Device> devices(String phone) {
    return directory.byPhone(phone).map(directory::devices).orElse(List.of());
  }
}
