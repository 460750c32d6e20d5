package org.ledplatform.whatsapp.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in counter mode: encrypting and decrypting are the same. It authenticates nothing. */
public final class AesCtr {

  /** Bytes in an initial counter. */
  public static final int IV_LENGTH = 16;

  private AesCtr() {}

  /**
   * Encrypts or decrypts; the result is as long as the input.
   *
   * @param key 32 bytes
   * @param iv 16 bytes
   */
  public static byte[] apply(byte[] key, byte[] iv, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES-CTR", e);
    }
  }
}
