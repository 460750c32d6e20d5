package org.ledplatform.whatsapp.crypto;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A public key of Curve25519: 32 bytes, little endian (RFC 7748). Equal when the bytes are equal.
 * The array is shared: do not write to it.
 */
public record PublicKey(byte[] bytes) {

  /** Bytes in a key. */
  public static final int LENGTH = 32;

  /** What stands before a key in protobufs and signatures (protocol §7.1). */
  private static final byte PREFIX = 5;

  /**
   * @throws InvalidKeyException unless there are 32 bytes
   */
  public PublicKey {
    if (bytes.length != LENGTH) {
      throw new InvalidKeyException("A public key has 32 bytes");
    }
  }

  /**
   * Reads the 33-byte form.
   *
   * @throws InvalidKeyException unless it is {@code 05} and 32 bytes
   */
  public static PublicKey ofPrefixed(byte[] prefixed) {
    if (prefixed.length != LENGTH + 1 || prefixed[0] != PREFIX) {
      throw new InvalidKeyException("A prefixed public key is 05 and 32 bytes");
    }
    return new PublicKey(Arrays.copyOfRange(prefixed, 1, prefixed.length));
  }

  /** The 33-byte form: {@code 05} and the key. */
  public byte[] withPrefix() {
    byte[] prefixed = new byte[LENGTH + 1];
    prefixed[0] = PREFIX;
    System.arraycopy(bytes, 0, prefixed, 1, LENGTH);
    return prefixed;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey(byte[] others) && Arrays.equals(bytes, others);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The first bytes only: enough to tell keys apart in a test, too little to track a person. */
  @Override
  public String toString() {
    return "PublicKey[" + HexFormat.of().formatHex(bytes, 0, 4) + "…]";
  }
}
