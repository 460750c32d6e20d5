package org.ledplatform.whatsapp.media;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The streaming forms of AES-CBC, HMAC and SHA-256; {@code crypto} has those for whole arrays. */
final class Primitives {

  private Primitives() {}

  static Cipher cipher(int mode, MediaKeys keys) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(mode, new SecretKeySpec(keys.cipherKey(), "AES"), new IvParameterSpec(keys.iv()));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES-CBC", e);
    }
  }

  static Mac mac(MediaKeys keys) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(keys.macKey(), "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HMAC-SHA-256", e);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Transforms without garbage; the output has room for one block more than the input. */
  static int update(Cipher cipher, byte[] in, int from, int length, byte[] out) {
    try {
      return cipher.update(in, from, length, out, 0);
    } catch (ShortBufferException e) {
      throw new IllegalStateException("The output has room for a block more than the input", e);
    }
  }
}
