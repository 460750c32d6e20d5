package org.ledplatform.whatsapp.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** PBKDF2 with HMAC-SHA-256 (RFC 8018): makes guessing a short secret slow. Stateless. */
public final class Pbkdf2 {

  private Pbkdf2() {}

  /**
   * Derives a key. Takes as long as the iterations say; keep it off locks.
   *
   * @param length bytes wanted
   */
  public static byte[] derive(String secret, byte[] salt, int iterations, int length) {
    PBEKeySpec spec = new PBEKeySpec(secret.toCharArray(), salt, iterations, length * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has PBKDF2", e);
    } finally {
      spec.clearPassword();
    }
  }
}
