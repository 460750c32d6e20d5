package org.ledplatform.link;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ledplatform.bot.BotProxy;
import org.ledplatform.bot.ProxyRules;
import org.ledplatform.whatsapp.socket.AddressBook;
import org.ledplatform.whatsapp.socket.MalformedProxyException;
import org.ledplatform.whatsapp.socket.Proxy;
import org.ledplatform.whatsapp.socket.ProxyLoginException;
import org.ledplatform.whatsapp.socket.ProxyTunnel;
import org.ledplatform.whatsapp.socket.Tunnel;

/**
 * The proxies that owners give their bots (decision 0019). Nobody looks around in our network with
 * one: each address that a name has must be allowed, the connection goes to the address that was
 * looked at, and what an owner hears of a failure does not tell what is there. Safe for use by many
 * threads.
 */
public final class BotProxies implements ProxyRules {

  private static final String NO_WAY =
      "the bot's proxy cannot be reached, or gives no way to the network";

  private final AllowedProxies allowed;
  private final AddressBook book;
  private final Duration timeout;

  /**
   * @param book looks names up, allowed or not
   * @param timeout for connecting through a proxy
   */
  public BotProxies(AllowedProxies allowed, AddressBook book, Duration timeout) {
    this.allowed = allowed;
    this.book = book;
    this.timeout = timeout;
  }

  @Override
  public Optional<String> objection(String address) {
    try {
      return literal(Proxy.parse(address).host())
          .filter(at -> !allowed.permits(at.getHostAddress(), at))
          .map(_ -> "must be on the public Internet, or be allowed by whoever runs this server");
    } catch (MalformedProxyException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** A name is not looked up yet: that would be an answer about what our network knows. */
  private static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * The way through a bot's proxy.
   *
   * @throws MalformedProxyException when it is none
   */
  Tunnel to(BotProxy proxy) {
    Tunnel tunnel = new ProxyTunnel(Proxy.parse(proxy.address()), this::allowedOf, timeout);
    return (host, port) -> {
      try {
        return tunnel.open(host, port);
      } catch (ProxyLoginException e) {
        throw e;
      } catch (IOException _) {
        // The same words for whatever it was: refused, silent, unknown, no proxy, not allowed.
        throw new IOException(NO_WAY);
      }
    };
  }

  private List<InetAddress> allowedOf(String host) throws IOException {
    List<InetAddress> addresses = book.addresses(host);
    if (!addresses.stream().allMatch(address -> allowed.permits(host, address))) {
      throw new IOException("an address of the proxy is not allowed");
    }
    return addresses;
  }
}
