package org.ledplatform.whatsapp.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES in CBC with PKCS#7 padding. It authenticates nothing: check a MAC before decrypting.
 * Stateless.
 */
public final class AesCbc {

  private AesCbc() {}

  /**
   * Encrypts.
   *
   * @param key 32 bytes
   * @param iv 16 bytes
   */
  public static byte[] encrypt(byte[] key, byte[] iv, byte[] plain) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, iv).doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES-CBC", e);
    }
  }

  /**
   * Decrypts.
   *
   * @throws CipherException when the padding or the length is wrong
   */
  public static byte[] decrypt(byte[] key, byte[] iv, byte[] ciphertext) {
    if (ciphertext.length == 0) {
      throw new CipherException("The ciphertext is empty");
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, key, iv).doFinal(ciphertext);
    } catch (BadPaddingException | IllegalBlockSizeException e) {
      throw new CipherException("The ciphertext is not of this key", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES-CBC", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] iv) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
    return cipher;
  }
}
