package org.ledplatform.command;

import java.util.Locale;

/** Who may call a command. The bot's owner may call everything. */
public enum Permission {
  EVERYONE,
  /** Admins of the group that the message was written in. */
  GROUP_ADMIN,
  /** Whoever holds the bot's own WhatsApp account. */
  OWNER;

  /** As the API and the texts write it, for instance {@code group_admin}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
