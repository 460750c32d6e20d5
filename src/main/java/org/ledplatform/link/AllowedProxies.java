package org.ledplatform.link;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the proxies of bots may be. Owners name them, so what is not on the public Internet, and
 * this machine itself, must be allowed by whoever runs the platform.
 *
 * @param names of hosts that are allowed wherever they are, in lower case
 * @param blocks of addresses that are allowed
 */
public record AllowedProxies(Set<String> names, List<AddressBlock> blocks) {

  /** Only the public Internet. */
  public static final AllowedProxies NONE = new AllowedProxies(Set.of(), List.of());

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63}){0,126}");

  public AllowedProxies {
    names = Set.copyOf(names);
    blocks = List.copyOf(blocks);
  }

  /**
   * Reads names of hosts, addresses and blocks such as {@code 10.1.0.0/16}, separated by commas.
   *
   * @return empty when one of them is none of these
   */
  public static Optional<AllowedProxies> parse(String text) {
    Set<String> names = new HashSet<>();
    List<AddressBlock> blocks = new ArrayList<>();
    for (String entry : text.split(",", -1)) {
      String one = plain(entry.strip());
      Optional<AddressBlock> block = AddressBlock.parse(one);
      if (block.isPresent()) {
        blocks.add(block.get());
      } else if (NAME.matcher(one).matches() && !one.matches("[0-9.]*")) {
        names.add(one);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new AllowedProxies(names, blocks));
  }

  /**
   * Whether a bot may connect to a proxy there.
   *
   * @param host as its owner wrote it
   * @param address one of those that it has
   */
  boolean permits(String host, InetAddress address) {
    return names.contains(plain(host))
        || blocks.stream().anyMatch(block -> block.contains(address))
        || (PublicInternet.contains(address) && !isThisMachine(address));
  }

  /** The same host is written with and without capitals, and with a dot at its end. */
  private static String plain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static boolean isThisMachine(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException _) {
      // Whoever cannot tell lets nobody through.
      return true;
    }
  }
}
