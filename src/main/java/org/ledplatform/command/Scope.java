package org.ledplatform.command;

import org.ledplatform.bot.Chat;

/** Where a command makes sense. */
public enum Scope {
  ANYWHERE,
  PRIVATE,
  GROUP;

  /** Whether a command of this scope may be called in that chat. */
  public boolean includes(Chat chat) {
    return switch (this) {
      case ANYWHERE -> true;
      case PRIVATE -> !chat.group();
      case GROUP -> chat.group();
    };
  }
}
