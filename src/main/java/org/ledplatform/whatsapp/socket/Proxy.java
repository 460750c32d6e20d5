package org.ledplatform.whatsapp.socket;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A server through which connections go, so that many bots do not all come from one address. Names
 * are looked up there, not here.
 */
public sealed interface Proxy {

  /** Where the proxy listens: a name, or an address without brackets. */
  String host();

  /** Where the proxy listens, 1 to 65535. */
  int port();

  /** Who we are there; empty when it does not ask. */
  Optional<Login> login();

  /** Speaks HTTP and tunnels by {@code CONNECT} (RFC 9110), with Basic authentication. */
  record Http(String host, int port, Optional<Login> login) implements Proxy {}

  /** Speaks SOCKS version 5 (RFC 1928), with user and password (RFC 1929). */
  record Socks5(String host, int port, Optional<Login> login) implements Proxy {}

  /** Name and password at the proxy, each of at most 255 bytes. */
  record Login(String user, String password) {

    private static final int MOST_BYTES = 255;

    /**
     * @throws MalformedProxyException when one of them is empty or too long
     */
    public Login {
      if (user.isEmpty() || bytes(user) > MOST_BYTES || user.indexOf(':') >= 0) {
        throw new MalformedProxyException("its user must have 1 to 255 bytes and no colon");
      }
      if (password.isEmpty() || bytes(password) > MOST_BYTES) {
        throw new MalformedProxyException("its password must have 1 to 255 bytes");
      }
    }

    private static int bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Passwords must not reach a log. */
    @Override
    public String toString() {
      return "Login[…]";
    }
  }

  /**
   * Reads {@code http://host:port} or {@code socks5://user:password@host:port}; user and password
   * may be percent-encoded.
   *
   * @throws MalformedProxyException when it is something else; the message completes "the proxy …"
   *     and repeats nothing of what was given
   */
  static Proxy parse(String text) {
    URI uri = uri(text);
    if (uri.getHost() == null) {
      throw new MalformedProxyException("must name a host, as in http://proxy.example.org:8080");
    }
    if (uri.getPort() < 1 || uri.getPort() > 65_535) {
      throw new MalformedProxyException("must name a port from 1 to 65535 behind the host");
    }
    if (!uri.getRawPath().replace("/", "").isEmpty()
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw new MalformedProxyException("must end with the port");
    }
    String host = uri.getHost().replace("[", "").replace("]", "");
    Optional<Login> login = Optional.ofNullable(uri.getRawUserInfo()).map(Proxy::login);
    return switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
      case "http" -> new Http(host, uri.getPort(), login);
      case "socks5", "socks5h" -> new Socks5(host, uri.getPort(), login);
      default -> throw new MalformedProxyException("must begin with http:// or socks5://");
    };
  }

  private static URI uri(String text) {
    try {
      return new URI(text.strip());
    } catch (URISyntaxException _) {
      // Its message would repeat the text, and with it the password.
      throw new MalformedProxyException("is no address, as in http://proxy.example.org:8080");
    }
  }

  private static Login login(String userInfo) {
    int colon = userInfo.indexOf(':');
    if (colon < 0) {
      throw new MalformedProxyException("needs a password when it has a user");
    }
    return new Login(decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1)));
  }

  private static String decode(String encoded) {
    return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
