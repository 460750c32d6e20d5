package org.ledplatform.sandbox.group;

import java.util.Optional;

/** What a member may do. The numbers are on disk: keep the order. */
public enum Role {
  /** Writes and reads. */
  MEMBER,
  /** Also changes who is in the group and what is allowed. */
  ADMIN,
  /** Made the group: an admin whom no other admin can remove or demote. */
  SUPERADMIN;

  /** Whether this is one of the admins. */
  public boolean admin() {
    return this != MEMBER;
  }

  /** As a {@code <participant>} names it; nothing for a plain member. */
  public Optional<String> type() {
    return switch (this) {
      case MEMBER -> Optional.empty();
      case ADMIN -> Optional.of("admin");
      case SUPERADMIN -> Optional.of("superadmin");
    };
  }
}
