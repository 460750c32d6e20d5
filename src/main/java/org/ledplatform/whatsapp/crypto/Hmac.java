package org.ledplatform.whatsapp.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC (RFC 2104). Stateless. */
public final class Hmac {

  private Hmac() {}

  /** HMAC-SHA-256 over the parts one after another; 32 bytes. */
  public static byte[] sha256(byte[] key, byte[]... parts) {
    return mac("HmacSHA256", key, parts);
  }

  /** HMAC-SHA-512 over the parts one after another; 64 bytes. */
  public static byte[] sha512(byte[] key, byte[]... parts) {
    return mac("HmacSHA512", key, parts);
  }

  /** Compares in a time that does not tell where the two differ. */
  public static boolean same(byte[] one, byte[] other) {
    return MessageDigest.isEqual(one, other);
  }

  private static byte[] mac(String algorithm, byte[] key, byte[][] parts) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      // The JDK refuses an empty key; HMAC pads keys with zeros, so one zero byte is the same key.
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + algorithm, e);
    }
  }
}
