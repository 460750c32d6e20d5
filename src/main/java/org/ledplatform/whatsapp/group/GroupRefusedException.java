package org.ledplatform.whatsapp.group;

import org.ledplatform.whatsapp.WhatsAppException;

/** The network does not do what was asked for in a group. */
public final class GroupRefusedException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  private final GroupRefusal refusal;
  private final int code;

  public GroupRefusedException(int code) {
    super("The network refuses (" + code + "): " + GroupRefusal.of(code).text());
    this.refusal = GroupRefusal.of(code);
    this.code = code;
  }

  /** Why. */
  public GroupRefusal refusal() {
    return refusal;
  }

  /** The network's code. */
  public int code() {
    return code;
  }
}
