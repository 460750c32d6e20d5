package org.ledplatform.whatsapp.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in GCM with a 16-byte tag behind the ciphertext. Stateless. */
public final class AesGcm {

  /** How much longer the ciphertext is. */
  public static final int TAG_LENGTH = 16;

  private AesGcm() {}

  /**
   * Encrypts.
   *
   * @param key 32 bytes
   * @param iv 12 bytes, never twice with one key
   * @param aad authenticated, not encrypted; may be empty
   */
  public static byte[] encrypt(byte[] key, byte[] iv, byte[] aad, byte[] plain) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, iv, aad).doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES-GCM", e);
    }
  }

  /**
   * Decrypts.
   *
   * @throws CipherException when key, iv, aad or ciphertext are not those of the encryption
   */
  public static byte[] decrypt(byte[] key, byte[] iv, byte[] aad, byte[] ciphertext) {
    if (ciphertext.length < TAG_LENGTH) {
      throw new CipherException("The ciphertext is shorter than its tag");
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, key, iv, aad).doFinal(ciphertext);
    } catch (AEADBadTagException e) {
      throw new CipherException("The ciphertext is not authentic", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES-GCM", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] iv, byte[] aad)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, iv));
    cipher.updateAAD(aad);
    return cipher;
  }
}
