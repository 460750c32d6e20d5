package org.ledplatform.whatsapp.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A private key of Curve25519: 32 bytes, clamped when used (RFC 7748). Never printed. The array is
 * shared: do not write to it.
 */
public record PrivateKey(byte[] bytes) {

  /** Bytes in a key. */
  public static final int LENGTH = 32;

  /**
   * @throws InvalidKeyException unless there are 32 bytes
   */
  public PrivateKey {
    if (bytes.length != LENGTH) {
      throw new InvalidKeyException("A private key has 32 bytes");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PrivateKey(byte[] others) && MessageDigest.isEqual(bytes, others);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "PrivateKey[hidden]";
  }
}
