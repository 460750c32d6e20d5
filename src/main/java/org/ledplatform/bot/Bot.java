package org.ledplatform.bot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.account.UserId;

/**
 * A configured WhatsApp account that we host, as stored.
 *
 * @param prefix what a message must begin with to be a command, 1 to 5 characters
 * @param config the owner's settings, flat
 * @param wanted whether its owner wants it to run; a wanted bot starts with the server
 * @param account the WhatsApp account it is paired with; empty before the first pairing
 */
public record Bot(
    BotId id,
    UserId owner,
    String name,
    Network network,
    String prefix,
    Map<String, String> config,
    boolean wanted,
    BotState state,
    String stateReason,
    Optional<LinkedAccount> account,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> startedAt,
    Optional<Instant> lastActivityAt,
    Optional<String> node) {

  public Bot {
    config = Map.copyOf(config);
  }

  /**
   * The WhatsApp account behind a bot.
   *
   * @param phoneNumber digits without a plus
   * @param jid our device's address
   * @param lid our device's LID address, when told
   * @param pushName the name others see; empty text when unknown
   */
  public record LinkedAccount(
      String phoneNumber, String jid, Optional<String> lid, String pushName) {
    /** The number and the addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "LinkedAccount[…]";
    }
  }
}
