package org.ledplatform.link;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are anybody's on the Internet, by the special-purpose registries of IANA (RFC
 * 6890). What is not is somebody's own network, or leads into one.
 */
final class PublicInternet {

  /** Global unicast; everything else of version 6 is something special. */
  private static final AddressBlock GLOBAL = AddressBlock.of("2000::/3");

  private static final List<AddressBlock> SPECIAL =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              // Carriers' own, for their customers.
              "100.64.0.0/10",
              "127.0.0.0/8",
              // Link-local; clouds tell secrets to their machines there.
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              // Relays from version 6 to version 4.
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              // Multicast, and what lies above it.
              "224.0.0.0/3",
              // Teredo and other things of the protocol itself.
              "2001::/23",
              "2001:db8::/32",
              // Addresses of version 4, of whatever kind, inside of version 6.
              "2002::/16",
              "3fff::/20")
          .map(AddressBlock::of)
          .toList();

  private PublicInternet() {}

  static boolean contains(InetAddress address) {
    boolean old = address.getAddress().length == 4;
    return (old || GLOBAL.contains(address))
        && SPECIAL.stream().noneMatch(block -> block.contains(address));
  }
}
