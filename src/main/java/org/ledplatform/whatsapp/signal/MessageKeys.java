package org.ledplatform.whatsapp.signal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.ledplatform.whatsapp.crypto.AesCbc;
import org.ledplatform.whatsapp.crypto.CipherException;
import org.ledplatform.whatsapp.crypto.Hkdf;
import org.ledplatform.whatsapp.crypto.Hmac;
import org.ledplatform.whatsapp.crypto.PublicKey;

/** The keys of exactly one message (protocol §7.3). */
final class MessageKeys {

  /** Bytes of the MAC that travel. */
  static final int MAC_LENGTH = 8;

  private static final byte[] INFO = "WhisperMessageKeys".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SALT = new byte[32];

  private final byte[] cipherKey;
  private final byte[] macKey;
  private final byte[] iv;

  MessageKeys(byte[] seed) {
    byte[] material = Hkdf.derive(seed, SALT, INFO, 80);
    this.cipherKey = Arrays.copyOf(material, 32);
    this.macKey = Arrays.copyOfRange(material, 32, 64);
    this.iv = Arrays.copyOfRange(material, 64, 80);
  }

  byte[] encrypt(byte[] plain) {
    return AesCbc.encrypt(cipherKey, iv, plain);
  }

  /** Decrypts what {@link #mac} has authenticated. */
  byte[] decrypt(byte[] ciphertext) {
    try {
      return AesCbc.decrypt(cipherKey, iv, ciphertext);
    } catch (CipherException e) {
      throw new MalformedMessageException("An authentic message has a wrong padding", e);
    }
  }

  byte[] mac(PublicKey sender, PublicKey receiver, byte[] body) {
    byte[] mac = Hmac.sha256(macKey, sender.withPrefix(), receiver.withPrefix(), body);
    return Arrays.copyOf(mac, MAC_LENGTH);
  }
}
