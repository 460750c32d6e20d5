package org.ledplatform.sandbox.group;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.node.Node;

/** Groups and their members as stanzas describe them (protocol §9.1). In a turn only. */
public final class GroupElement {

  private final Directory directory;

  public GroupElement(Directory directory) {
    this.directory = directory;
  }

  /** The whole {@code <group>}. */
  public Node whole(Group group) {
    Node node = outside(group);
    for (Node participant : participants(group, group.members().keySet())) {
      node = node.adding(participant);
    }
    return node;
  }

  /** The {@code <group>} as somebody sees it who is not in it: without its members. */
  public Node outside(Group group) {
    Node node =
        Node.of("group")
            .with("id", group.id())
            .with("subject", group.subject().text())
            .with("s_t", group.subject().at().getEpochSecond())
            .with("creation", group.created().getEpochSecond())
            .with("addressing_mode", group.addressing())
            .with("size", group.members().size())
            .with("p_v_id", group.version());
    node = naming(node, group, "s_o", group.subject().author());
    node = naming(node, group, "creator", group.creator());
    node = group.description().map(d -> description(group, d)).map(node::adding).orElse(node);
    for (Node setting : settings(group)) {
      node = node.adding(setting);
    }
    return node;
  }

  /** A {@code <participant>} for each of these people. */
  public List<Node> participants(Group group, Collection<String> phones) {
    return phones.stream()
        .flatMap(phone -> directory.byPhone(phone).stream())
        .map(account -> participant(group, account))
        .toList();
  }

  /** A person in the group's addressing, with the other address beside it. */
  public static Node participant(Group group, Account account) {
    Node node = Node.of("participant").with("jid", group.address(account));
    return (group.byLid()
            ? node.with("phone_number", account.phoneJid())
            : node.with("lid", account.lidJid()))
        .with(
            "type", Optional.ofNullable(group.members().get(account.phone())).flatMap(Role::type));
  }

  /** A node that names a person in the group's addressing; people who are gone stay unnamed. */
  public Node naming(Node node, Group group, String attribute, String phone) {
    return directory
        .byPhone(phone)
        .map(
            account -> {
              Node named = node.with(attribute, group.address(account));
              return group.byLid() ? named.with(attribute + "_pn", account.phoneJid()) : named;
            })
        .orElse(node);
  }

  /** The {@code <description>}. */
  public Node description(Group group, GroupText description) {
    return naming(
        Node.of("description", Node.of("body", description.text().getBytes(StandardCharsets.UTF_8)))
            .with("id", description.id())
            .with("t", description.at().getEpochSecond()),
        group,
        "participant",
        description.author());
  }

  private static List<Node> settings(Group group) {
    GroupSettings settings = group.settings();
    Kinship kinship = group.kinship();
    List<Node> nodes = new ArrayList<>();
    add(nodes, settings.announcement(), Node.of("announcement"));
    add(nodes, settings.locked(), Node.of("locked"));
    add(nodes, settings.expiration() > 0, timer(settings.expiration()));
    nodes.add(addMode(settings.adminsAdd()));
    add(nodes, settings.approval(), approvalMode(true));
    add(nodes, kinship.community(), Node.of("parent"));
    kinship
        .parent()
        .map(id -> Jid.of(id, Server.GROUP))
        .ifPresent(parent -> nodes.add(Node.of("linked_parent").with("jid", parent)));
    add(nodes, kinship.announcements(), Node.of("default_sub_group"));
    return nodes;
  }

  /** The {@code <ephemeral>} with its seconds. */
  public static Node timer(int seconds) {
    return Node.of("ephemeral").with("expiration", seconds);
  }

  /** Who may add people. */
  public static Node addMode(boolean adminsAdd) {
    String mode = adminsAdd ? "admin_add" : "all_member_add";
    return Node.of("member_add_mode", mode.getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether joining needs an admin's word. */
  public static Node approvalMode(boolean on) {
    return Node.of(
        "membership_approval_mode", Node.of("group_join").with("state", on ? "on" : "off"));
  }

  private static void add(List<Node> nodes, boolean there, Node node) {
    if (there) {
      nodes.add(node);
    }
  }
}
