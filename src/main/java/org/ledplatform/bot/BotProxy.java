package org.ledplatform.bot;

import java.net.URI;

/**
 * The proxy through which a bot connects, with its password. It is sealed where it is stored;
 * whoever shows it shows {@link #masked}.
 *
 * @param address {@code http://user:password@host:port} or {@code socks5://…}, found good by the
 *     {@link ProxyRules}
 */
public record BotProxy(String address) {

  /** What stands for a password that is not shown. */
  static final String MASK = "***";

  /** The address without the password, as in {@code socks5://ada:***@proxy.example.org:1080}. */
  public String masked() {
    URI uri = URI.create(address);
    String login = uri.getRawUserInfo();
    if (login == null) {
      return address;
    }
    int password = address.indexOf(login) + login.indexOf(':') + 1;
    int host = address.indexOf(login) + login.length();
    return address.substring(0, password) + MASK + address.substring(host);
  }

  /** Whether a text has the mask in the place of a password. */
  static boolean isMasked(String text) {
    return text.contains(":" + MASK + "@");
  }

  /** Passwords must not reach a log. */
  @Override
  public String toString() {
    return "BotProxy[…]";
  }
}
