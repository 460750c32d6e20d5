package org.ledplatform.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM (NIST SP 800-38D) and HMAC-SHA256 as encryption at rest uses them. */
final class Ciphers {

  private static final int IV_BYTES = 12;
  private static final int TAG_BYTES = 16;

  private Ciphers() {}

  /** A random IV, the ciphertext and its tag, behind {@code header}, which is authenticated too. */
  static byte[] seal(SecureRandom random, byte[] key, byte[] header, byte[] aad, byte[] plain) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    byte[] sealed = new byte[header.length + IV_BYTES + plain.length + TAG_BYTES];
    System.arraycopy(header, 0, sealed, 0, header.length);
    System.arraycopy(iv, 0, sealed, header.length, IV_BYTES);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, iv, 0);
      cipher.updateAAD(header);
      cipher.updateAAD(aad);
      cipher.doFinal(plain, 0, plain.length, sealed, header.length + IV_BYTES);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has AES-GCM", e);
    }
  }

  /**
   * The reverse of {@link #seal}.
   *
   * @param headerLength how many bytes before the IV are header
   * @throws GeneralSecurityException when anything differs from what was sealed
   */
  static byte[] open(byte[] key, byte[] sealed, int headerLength, byte[] aad)
      throws GeneralSecurityException {
    if (sealed.length < headerLength + IV_BYTES + TAG_BYTES) {
      throw new GeneralSecurityException("too short");
    }
    Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, sealed, headerLength);
    cipher.updateAAD(sealed, 0, headerLength);
    cipher.updateAAD(aad);
    int start = headerLength + IV_BYTES;
    return cipher.doFinal(sealed, start, sealed.length - start);
  }

  static byte[] hmac(byte[] key, String... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(joined(parts));
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HMAC-SHA256", e);
    }
  }

  /** The parts, each behind its length, so that no two lists of parts give the same bytes. */
  static byte[] joined(String... parts) {
    StringBuilder all = new StringBuilder();
    for (String part : parts) {
      all.append(part.length()).append(':').append(part);
    }
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Cipher cipher(int mode, byte[] key, byte[] iv, int ivOffset)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(8 * TAG_BYTES, iv, ivOffset, IV_BYTES));
    return cipher;
  }
}
