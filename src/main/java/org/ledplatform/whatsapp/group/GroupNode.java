package org.ledplatform.whatsapp.group;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;

/** Reads and writes the {@code <group>} element (protocol §9.1). Stateless. */
public final class GroupNode {

  private GroupNode() {}

  /**
   * Reads a group.
   *
   * @throws UnexpectedNodeException when it lacks what every group has
   */
  public static GroupMetadata read(Node group) {
    List<GroupMember> members =
        group.children("participant").stream().map(GroupNode::readMember).toList();
    return new GroupMetadata(
        id(group),
        Addressing.of(group.attribute("addressing_mode").orElse("")),
        new GroupSubject(
            group.attribute("subject").orElse(""), time(group, "s_t"), group.jid("s_o")),
        time(group, "creation"),
        group.jid("creator"),
        group.child("description").flatMap(GroupNode::readDescription),
        readSettings(group),
        new GroupPlace(
            group.child("parent").isPresent(),
            group.child("linked_parent").flatMap(parent -> parent.jid("jid")),
            group.child("default_sub_group").isPresent()),
        members,
        group.number("size").map(Long::intValue).orElse(members.size()),
        group.attribute("p_v_id").orElse(""));
  }

  /** Writes a group: what is not known is left out. */
  public static Node write(GroupMetadata group) {
    List<Node> children = new ArrayList<>();
    group.members().forEach(member -> children.add(writeMember(member)));
    group.description().ifPresent(text -> children.add(writeDescription(text)));
    writeSettings(group.settings(), children);
    writePlace(group.place(), children);
    Node node =
        Node.of("group")
            .with("id", group.id().user())
            .with("subject", group.subject().text())
            .with("s_t", group.subject().at().map(Instant::getEpochSecond))
            .with("s_o", group.subject().by())
            .with("creation", group.createdAt().map(Instant::getEpochSecond))
            .with("creator", group.creator())
            .with("addressing_mode", group.addressing().wire())
            .with("size", group.size())
            .with("p_v_id", Optional.of(group.version()).filter(v -> !v.isEmpty()));
    return node.holding(children);
  }

  /**
   * Reads a {@code <participant>}: of a group, or of a notification about one.
   *
   * @throws UnexpectedNodeException when it has no address
   */
  public static GroupMember readMember(Node participant) {
    Jid jid = participant.requireJid("jid");
    if (!jid.isPhone() && !jid.isLid()) {
      throw new UnexpectedNodeException("<participant> is not a person");
    }
    return new GroupMember(
        jid,
        participant.jid(jid.isLid() ? "phone_number" : "lid"),
        GroupMember.Role.of(participant.attribute("type").orElse("")));
  }

  /** Writes a {@code <participant>}. */
  public static Node writeMember(GroupMember member) {
    return Node.of("participant")
        .with("jid", member.jid())
        .with(member.jid().isLid() ? "phone_number" : "lid", member.otherJid())
        .with("type", Optional.of(member.role().wire()).filter(role -> !role.isEmpty()));
  }

  /** Reads a {@code <description>}; empty when it says that there is none any longer. */
  static Optional<GroupDescription> readDescription(Node description) {
    if (description.child("delete").isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new GroupDescription(
            description.attribute("id").orElse(""),
            description.child("body").map(Node::text).orElse(""),
            time(description, "t"),
            description.jid("participant")));
  }

  /** Writes a {@code <description>}. */
  public static Node writeDescription(GroupDescription description) {
    return Node.of(
            "description", Node.of("body", description.text().getBytes(StandardCharsets.UTF_8)))
        .with("id", description.id())
        .with("t", description.at().map(Instant::getEpochSecond))
        .with("participant", description.by());
  }

  private static GroupSettings readSettings(Node group) {
    return new GroupSettings(
        group.child("announcement").isPresent(),
        group.child("locked").isPresent(),
        group.child("ephemeral").flatMap(GroupNode::readTimer),
        group
            .child("member_add_mode")
            .map(mode -> mode.text().equals("all_member_add"))
            .orElse(true),
        group.child("membership_approval_mode").map(GroupNode::readApproval).orElse(false));
  }

  /** Reads {@code <ephemeral expiration>}; empty when messages stay. */
  static Optional<Duration> readTimer(Node ephemeral) {
    return ephemeral.number("expiration").filter(s -> s > 0).map(Duration::ofSeconds);
  }

  /** Reads {@code <membership_approval_mode>}. */
  static boolean readApproval(Node mode) {
    return mode.child("group_join").filter(join -> join.has("state", "on")).isPresent();
  }

  private static void writeSettings(GroupSettings settings, List<Node> children) {
    if (settings.announcement()) {
      children.add(Node.of("announcement"));
    }
    if (settings.locked()) {
      children.add(Node.of("locked"));
    }
    settings.ephemeral().ifPresent(timer -> children.add(writeTimer(timer)));
    children.add(writeAddMode(settings.membersAdd()));
    if (settings.approval()) {
      children.add(writeApproval(true));
    }
  }

  /** Writes {@code <member_add_mode>}: who may add people. */
  public static Node writeAddMode(boolean membersAdd) {
    String adding = membersAdd ? "all_member_add" : "admin_add";
    return Node.of("member_add_mode", adding.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes {@code <membership_approval_mode>}: whether joining needs an admin's word. */
  public static Node writeApproval(boolean on) {
    return Node.of(
        "membership_approval_mode", Node.of("group_join").with("state", on ? "on" : "off"));
  }

  /** Writes {@code <ephemeral expiration>}. */
  public static Node writeTimer(Duration timer) {
    return Node.of("ephemeral").with("expiration", timer.toSeconds());
  }

  private static void writePlace(GroupPlace place, List<Node> children) {
    if (place.community()) {
      children.add(Node.of("parent"));
    }
    place.parent().ifPresent(jid -> children.add(Node.of("linked_parent").with("jid", jid)));
    if (place.announcements()) {
      children.add(Node.of("default_sub_group"));
    }
  }

  /** With or without the server part: both were seen. */
  private static Jid id(Node group) {
    String id = group.require("id");
    Jid jid = id.indexOf('@') < 0 ? Jid.of(id, Server.GROUP) : Jid.parse(id);
    if (!jid.isGroup()) {
      throw new UnexpectedNodeException("<group> has an id that is not a group's");
    }
    return jid;
  }

  private static Optional<Instant> time(Node node, String key) {
    return node.number(key).map(Instant::ofEpochSecond);
  }
}
