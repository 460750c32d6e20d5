package org.ledplatform.sandbox.group;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;

/**
 * A group, as the server knows one (protocol §9.1). People are named by their accounts, whatever
 * the group's addressing is.
 *
 * @param id digits in front of {@code @g.us}
 * @param tenant to whom it belongs; nobody of another tenant is in it or sees it
 * @param creator who made it; perhaps no longer a member
 * @param byLid whether members are addressed by LID rather than by phone number
 * @param members in the order of joining
 * @param version grows with every change of the members
 */
public record Group(
    String id,
    String tenant,
    String creator,
    Instant created,
    boolean byLid,
    Kinship kinship,
    GroupText subject,
    Optional<GroupText> description,
    Map<String, Role> members,
    GroupSettings settings,
    Entrance entrance,
    long version) {

  public Group {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** The group's address. */
  public Jid jid() {
    return Jid.of(id, Server.GROUP);
  }

  /** How a person is addressed in here. */
  public Jid address(Account account) {
    return account.jid(byLid);
  }

  /** How the group says which addressing it has. */
  public String addressing() {
    return byLid ? "lid" : "pn";
  }

  /** Whether the person is in it. */
  public boolean has(Account account) {
    return members.containsKey(account.phone());
  }

  /** Whether the person is one of its admins. */
  public boolean admin(Account account) {
    return members.getOrDefault(account.phone(), Role.MEMBER).admin();
  }

  /** The accounts of its admins. */
  public List<String> admins() {
    return members.entrySet().stream()
        .filter(member -> member.getValue().admin())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** With these people as plain members, and nothing left of how they wanted to get in. */
  public Group joinedBy(Collection<String> phones) {
    Map<String, Role> more = new LinkedHashMap<>(members);
    Entrance left = entrance;
    for (String phone : phones) {
      more.putIfAbsent(phone, Role.MEMBER);
      left = left.settled(phone);
    }
    return of(more).through(left);
  }

  /** Without these people. */
  public Group without(Collection<String> phones) {
    Map<String, Role> fewer = new LinkedHashMap<>(members);
    fewer.keySet().removeAll(phones);
    return of(fewer);
  }

  /** With these members in another role. */
  public Group giving(Role role, Collection<String> phones) {
    Map<String, Role> changed = new LinkedHashMap<>(members);
    phones.forEach(phone -> changed.replace(phone, role));
    return of(changed);
  }

  /** With another subject. */
  public Group called(GroupText newSubject) {
    return with(newSubject, description, members, settings, entrance, version);
  }

  /** With another description, or none. */
  public Group described(Optional<GroupText> newDescription) {
    return with(subject, newDescription, members, settings, entrance, version);
  }

  /** With other settings. */
  public Group set(GroupSettings newSettings) {
    return with(subject, description, members, newSettings, entrance, version);
  }

  /** With other ways in. */
  public Group through(Entrance newEntrance) {
    return with(subject, description, members, settings, newEntrance, version);
  }

  private Group of(Map<String, Role> newMembers) {
    return with(subject, description, newMembers, settings, entrance, version + 1);
  }

  /** Everything of a group that can change. */
  private Group with(
      GroupText newSubject,
      Optional<GroupText> newDescription,
      Map<String, Role> newMembers,
      GroupSettings newSettings,
      Entrance newEntrance,
      long newVersion) {
    return new Group(
        id,
        tenant,
        creator,
        created,
        byLid,
        kinship,
        newSubject,
        newDescription,
        newMembers,
        newSettings,
        newEntrance,
        newVersion);
  }

  /** Names of people and groups stay out of logs. */
  @Override
  public String toString() {
    return "Group[members=" + members.size() + "]";
  }
}
