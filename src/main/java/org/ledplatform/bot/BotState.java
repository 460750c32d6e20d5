package org.ledplatform.bot;

import java.util.Locale;

/** Where a bot is in its life. */
public enum BotState {
  STOPPED,
  STARTING,
  AWAITING_PAIRING,
  CONNECTING,
  ONLINE,
  RECONNECTING,
  LOGGED_OUT,
  BANNED,
  ERROR;

  /** As the API writes it, for instance {@code awaiting_pairing}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
