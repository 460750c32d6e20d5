package org.ledplatform.whatsapp.crypto;

import java.util.Arrays;

/** HKDF with SHA-256 (RFC 5869). Stateless. */
public final class Hkdf {

  private static final int HASH_LENGTH = 32;

  private Hkdf() {}

  /**
   * Derives key material.
   *
   * @param ikm the secret to begin with; may be empty
   * @param salt empty for none
   * @param info what the material is for
   * @param length bytes wanted, at most 8160
   */
  public static byte[] derive(byte[] ikm, byte[] salt, byte[] info, int length) {
    if (length > 255 * HASH_LENGTH) {
      throw new IllegalArgumentException("HKDF gives at most 8160 bytes");
    }
    byte[] key = Hmac.sha256(salt, ikm);
    byte[] material = new byte[length];
    byte[] block = new byte[0];
    for (int done = 0, n = 1; done < length; n++) {
      block = Hmac.sha256(key, block, info, new byte[] {(byte) n});
      int take = Math.min(HASH_LENGTH, length - done);
      System.arraycopy(block, 0, material, done, take);
      done += take;
    }
    Arrays.fill(key, (byte) 0);
    return material;
  }
}
