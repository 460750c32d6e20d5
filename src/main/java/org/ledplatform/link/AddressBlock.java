package org.ledplatform.link;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses with the same beginning, in the notation of RFC 4632: {@code 10.0.0.0/8}.
 *
 * @param network the first address, 4 or 16 bytes
 * @param bits how many of its bits all have in common
 */
record AddressBlock(byte[] network, int bits) {

  /** Shorter forms of version 4 are old, and few know what they mean. */
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  AddressBlock {
    network = network.clone();
  }

  /** A block, or a single address; empty when the text is neither. */
  static Optional<AddressBlock> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!address.contains(":") && !WHOLE.matcher(address).matches()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      int most = bytes.length * Byte.SIZE;
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      AddressBlock block = new AddressBlock(bytes, bits);
      return bits >= 0 && bits <= most && block.begins() ? Optional.of(block) : Optional.empty();
    } catch (IllegalArgumentException _) {
      // No address, or no number behind the slash.
      return Optional.empty();
    }
  }

  /** A block that this class knows to be one. */
  static AddressBlock of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException(text));
  }

  /** Bits behind the common ones must be zero: else somebody meant something else. */
  private boolean begins() {
    for (int bit = bits; bit < network.length * Byte.SIZE; bit++) {
      if (bit(network, bit)) {
        return false;
      }
    }
    return true;
  }

  boolean contains(InetAddress address) {
    byte[] other = address.getAddress();
    if (other.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      if (bit(network, bit) != bit(other, bit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean bit(byte[] bytes, int bit) {
    return (bytes[bit / Byte.SIZE] & (0x80 >> (bit % Byte.SIZE))) != 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressBlock(var itsNetwork, var itsBits)
        && Arrays.equals(network, itsNetwork)
        && bits == itsBits;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(network) + bits;
  }
}
