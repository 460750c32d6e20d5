package org.ledplatform.whatsapp.group;

import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * Somebody in a group.
 *
 * @param jid in the addressing of the group, without a device
 * @param otherJid the same person's other address, when told: the phone number in a LID group, the
 *     LID in a phone-number group
 */
public record GroupMember(Jid jid, Optional<Jid> otherJid, Role role) {

  /** What a member may do. */
  public enum Role {
    MEMBER(""),
    ADMIN("admin"),
    /** Who made the group; nobody can demote them. */
    SUPERADMIN("superadmin");

    private final String wire;

    Role(String wire) {
      this.wire = wire;
    }

    /** As it is written in {@code type}; empty text for a plain member. */
    public String wire() {
      return wire;
    }

    /** As it is written; a plain member when it is something else. */
    public static Role of(String wire) {
      return wire.equals(SUPERADMIN.wire) ? SUPERADMIN : wire.equals(ADMIN.wire) ? ADMIN : MEMBER;
    }
  }

  public GroupMember {
    jid = jid.withoutDevice();
    otherJid = otherJid.map(Jid::withoutDevice);
  }

  /** Whether this member may change members and settings. */
  public boolean isAdmin() {
    return role != Role.MEMBER;
  }

  /** Whether this is the member's address, under whichever of the two. */
  public boolean is(Jid person) {
    return jid.sameUser(person) || otherJid.filter(person::sameUser).isPresent();
  }

  /** The same member with another role. */
  public GroupMember as(Role other) {
    return new GroupMember(jid, otherJid, other);
  }

  /** Addresses are personal, so logs see none of them. */
  @Override
  public String toString() {
    return "GroupMember[" + role + "]";
  }
}
