package org.ledplatform.whatsapp.group;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * What is known about a group (protocol §9.1).
 *
 * @param addressing the kind of address that members have here
 * @param creator who made it, when told
 * @param members everybody, us included; empty when the network told only about the group itself
 * @param size how many members there are, which is known even where they are not named
 * @param version changes with the members; empty text when not told
 */
public record GroupMetadata(
    Jid id,
    Addressing addressing,
    GroupSubject subject,
    Optional<Instant> createdAt,
    Optional<Jid> creator,
    Optional<GroupDescription> description,
    GroupSettings settings,
    GroupPlace place,
    List<GroupMember> members,
    int size,
    String version) {

  public GroupMetadata {
    members = List.copyOf(members);
  }

  /** The member with this address, under whichever of the two. */
  public Optional<GroupMember> member(Jid person) {
    return members.stream().filter(m -> m.is(person)).findFirst();
  }

  /** The same with another subject. */
  public GroupMetadata with(GroupSubject other) {
    return copy(other, description, settings, place, members, size, version);
  }

  /** The same with another description, or without one. */
  public GroupMetadata withDescription(Optional<GroupDescription> other) {
    return copy(subject, other, settings, place, members, size, version);
  }

  /** The same with other rules. */
  public GroupMetadata with(GroupSettings other) {
    return copy(subject, description, other, place, members, size, version);
  }

  /** The same elsewhere in a community. */
  public GroupMetadata with(GroupPlace other) {
    return copy(subject, description, settings, other, members, size, version);
  }

  /** The same at another version of its members. */
  public GroupMetadata at(String otherVersion) {
    return copy(subject, description, settings, place, members, size, otherVersion);
  }

  /** The same with these people, who replace those with the same addresses. */
  public GroupMetadata adding(Collection<GroupMember> people) {
    List<GroupMember> all =
        new ArrayList<>(without(people.stream().map(GroupMember::jid).toList()));
    all.addAll(people);
    return withMembers(all);
  }

  /** The same without these people. */
  public GroupMetadata removing(Collection<Jid> people) {
    return withMembers(without(people));
  }

  /** The same with each of these people changed. */
  public GroupMetadata changing(Collection<Jid> people, UnaryOperator<GroupMember> change) {
    return withMembers(
        members.stream().map(m -> people.stream().anyMatch(m::is) ? change.apply(m) : m).toList());
  }

  private List<GroupMember> without(Collection<Jid> people) {
    return members.stream().filter(m -> people.stream().noneMatch(m::is)).toList();
  }

  private GroupMetadata withMembers(List<GroupMember> others) {
    return copy(subject, description, settings, place, others, others.size(), version);
  }

  /** Everything of a group that can change. */
  private GroupMetadata copy(
      GroupSubject otherSubject,
      Optional<GroupDescription> otherDescription,
      GroupSettings otherSettings,
      GroupPlace otherPlace,
      List<GroupMember> otherMembers,
      int otherSize,
      String otherVersion) {
    return new GroupMetadata(
        id,
        addressing,
        otherSubject,
        createdAt,
        creator,
        otherDescription,
        otherSettings,
        otherPlace,
        otherMembers,
        otherSize,
        otherVersion);
  }

  /** Groups are private, so logs see the number of members alone. */
  @Override
  public String toString() {
    return "GroupMetadata[" + size + " members]";
  }
}
