package org.ledplatform.sandbox.group;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.whatsapp.group.Addressing;
import org.ledplatform.whatsapp.group.GroupDescription;
import org.ledplatform.whatsapp.group.GroupMember;
import org.ledplatform.whatsapp.group.GroupMetadata;
import org.ledplatform.whatsapp.group.GroupNode;
import org.ledplatform.whatsapp.group.GroupPlace;
import org.ledplatform.whatsapp.group.GroupSubject;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.node.Node;

/**
 * Groups and their members as stanzas describe them (protocol §9.1): written by the one writer that
 * there is, with phone numbers beside LIDs, which only servers add. In a turn only.
 */
public final class GroupElement {

  private final Directory directory;

  public GroupElement(Directory directory) {
    this.directory = directory;
  }

  /** The whole {@code <group>}. */
  public Node whole(Group group) {
    return element(group, people(group, group.members().keySet()));
  }

  /** The {@code <group>} as somebody sees it who is not in it: without its members. */
  public Node outside(Group group) {
    return element(group, List.of());
  }

  /** A {@code <participant>} for each of these people. */
  public List<Node> participants(Group group, Collection<String> phones) {
    return people(group, phones).stream().map(GroupNode::writeMember).toList();
  }

  /** A person in the group's addressing, with the other address beside it. */
  public static Node participant(Group group, Account account) {
    return GroupNode.writeMember(member(group, account));
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
        GroupNode.writeDescription(describing(group, description)),
        group,
        "participant",
        description.author());
  }

  private Node element(Group group, List<GroupMember> members) {
    Node node = GroupNode.write(metadata(group, members));
    node = naming(node, group, "s_o", group.subject().author());
    node = naming(node, group, "creator", group.creator());
    return node.holding(
        node.children().stream()
            .map(
                child ->
                    child.tag().equals("description")
                        ? description(group, group.description().orElseThrow())
                        : child)
            .toList());
  }

  private GroupMetadata metadata(Group group, List<GroupMember> members) {
    return new GroupMetadata(
        group.jid(),
        group.byLid() ? Addressing.LID : Addressing.PHONE,
        new GroupSubject(
            group.subject().text(),
            Optional.of(group.subject().at()),
            address(group, group.subject().author())),
        Optional.of(group.created()),
        address(group, group.creator()),
        group.description().map(d -> describing(group, d)),
        settings(group.settings()),
        new GroupPlace(
            group.kinship().community(),
            group.kinship().parent().map(id -> Jid.of(id, Server.GROUP)),
            group.kinship().announcements()),
        members,
        group.members().size(),
        Long.toString(group.version()));
  }

  private GroupDescription describing(Group group, GroupText text) {
    return new GroupDescription(
        text.id(), text.text(), Optional.of(text.at()), address(group, text.author()));
  }

  private static org.ledplatform.whatsapp.group.GroupSettings settings(GroupSettings settings) {
    return new org.ledplatform.whatsapp.group.GroupSettings(
        settings.announcement(),
        settings.locked(),
        Optional.of(settings.expiration()).filter(s -> s > 0).map(Duration::ofSeconds),
        !settings.adminsAdd(),
        settings.approval());
  }

  private List<GroupMember> people(Group group, Collection<String> phones) {
    return phones.stream()
        .flatMap(phone -> directory.byPhone(phone).stream())
        .map(account -> member(group, account))
        .toList();
  }

  private static GroupMember member(Group group, Account account) {
    return new GroupMember(
        group.address(account),
        Optional.of(account.jid(!group.byLid())),
        switch (group.members().getOrDefault(account.phone(), Role.MEMBER)) {
          case MEMBER -> GroupMember.Role.MEMBER;
          case ADMIN -> GroupMember.Role.ADMIN;
          case SUPERADMIN -> GroupMember.Role.SUPERADMIN;
        });
  }

  private Optional<Jid> address(Group group, String phone) {
    return directory.byPhone(phone).map(group::address);
  }
}
