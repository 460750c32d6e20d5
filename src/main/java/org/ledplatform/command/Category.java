package org.ledplatform.command;

import java.util.Locale;

/** The packs that commands come in, in the order of the menu. */
public enum Category {
  CORE,
  GROUP,
  MODERATION,
  GREETINGS,
  TOOLS,
  MEDIA,
  PERSONAL,
  GAMES;

  /** As the API and the texts write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
