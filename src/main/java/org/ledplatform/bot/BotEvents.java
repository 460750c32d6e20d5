package org.ledplatform.bot;

/**
 * Tells the rest of the house what happened to bots. Each call is made after the fact is stored,
 * under the lock of that one bot, in the order of the facts; so implementations are quick and never
 * call back into the {@link BotManager}.
 */
public interface BotEvents {

  /** A bot was changed, or its QR is another one now. */
  void changed(BotChanged event);

  /** A bot is gone. */
  void removed(BotRemoved event);

  /**
   * Something worth a line in the bot's log that changed no state.
   *
   * @param message without message text, numbers or keys
   */
  void noted(Bot bot, String message);
}
