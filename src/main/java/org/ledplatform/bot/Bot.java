package org.ledplatform.bot;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.account.UserId;

/**
 * A configured WhatsApp account that we host, as stored.
 *
 * @param prefix what a message must begin with to be a command, 1 to 5 characters
 * @param config the owner's settings, flat; the proxy stands among them without its password
 * @param proxy through what it connects; as the server is set up when empty
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
    Optional<BotProxy> proxy,
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
    config = shown(config, proxy);
  }

  /** So nobody who shows settings can show the password. */
  private static Map<String, String> shown(Map<String, String> config, Optional<BotProxy> proxy) {
    Map<String, String> all = new HashMap<>(config);
    all.remove(BotSettings.PROXY);
    proxy.ifPresent(set -> all.put(BotSettings.PROXY, set.masked()));
    return Map.copyOf(all);
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
