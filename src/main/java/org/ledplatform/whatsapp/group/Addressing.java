package org.ledplatform.whatsapp.group;

import org.ledplatform.whatsapp.jid.Jid;

/** Under which addresses the members of a group see each other (protocol §9.1). */
public enum Addressing {
  /** Phone numbers. */
  PHONE("pn"),
  /** LIDs, which do not tell the phone number. */
  LID("lid");

  private final String wire;

  Addressing(String wire) {
    this.wire = wire;
  }

  /** As it is written in {@code addressing_mode}. */
  public String wire() {
    return wire;
  }

  /** As it is written; phone numbers when it is something else, as in old groups. */
  public static Addressing of(String wire) {
    return wire.equals(LID.wire) ? LID : PHONE;
  }

  /** Whether a person's address is of this kind. */
  public boolean fits(Jid person) {
    return this == LID ? person.isLid() : person.isPhone();
  }
}
