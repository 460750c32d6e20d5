package org.ledplatform.whatsapp.noise;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.ledplatform.whatsapp.crypto.AesGcm;
import org.ledplatform.whatsapp.crypto.CipherException;
import org.ledplatform.whatsapp.crypto.Hkdf;

/**
 * What both sides compute alike during {@code Noise_XX_25519_AESGCM_SHA256} (protocol §2): the hash
 * of all that was said, the chaining key and the key of the moment. One counter serves both
 * directions.
 */
final class NoiseState {

  /** Exactly 32 bytes, so the protocol's name is its own hash. */
  private static final byte[] NAME = {
    'N', 'o', 'i', 's', 'e', '_', 'X', 'X', '_', '2', '5', '5', '1', '9', '_', 'A', 'E', 'S', 'G',
    'C', 'M', '_', 'S', 'H', 'A', '2', '5', '6', 0, 0, 0, 0
  };

  private static final int KEY_LENGTH = 32;
  private static final byte[] NONE = {};

  private byte[] hash = NAME.clone();
  private byte[] salt = NAME.clone();
  private byte[] key = NAME.clone();
  private int counter;

  NoiseState(IntroHeader prologue) {
    authenticate(prologue.bytes());
  }

  void authenticate(byte[] said) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(hash);
      hash = sha.digest(said);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  void mixKey(byte[] secret) {
    byte[] material = Hkdf.derive(secret, salt, NONE, 2 * KEY_LENGTH);
    salt = Arrays.copyOf(material, KEY_LENGTH);
    key = Arrays.copyOfRange(material, KEY_LENGTH, 2 * KEY_LENGTH);
    counter = 0;
  }

  byte[] encrypt(byte[] plain) {
    byte[] ciphertext = AesGcm.encrypt(key, iv(counter++), hash, plain);
    authenticate(ciphertext);
    return ciphertext;
  }

  /**
   * @throws HandshakeException when the other side does not know what this side knows
   */
  byte[] decrypt(byte[] ciphertext) {
    try {
      byte[] plain = AesGcm.decrypt(key, iv(counter++), hash, ciphertext);
      authenticate(ciphertext);
      return plain;
    } catch (CipherException e) {
      throw new HandshakeException("A part of the handshake is not authentic", e);
    }
  }

  /** The ciphers for what follows; the client writes with the first key. */
  NoiseTransport split(boolean client) {
    byte[] material = Hkdf.derive(NONE, salt, NONE, 2 * KEY_LENGTH);
    byte[] first = Arrays.copyOf(material, KEY_LENGTH);
    byte[] second = Arrays.copyOfRange(material, KEY_LENGTH, 2 * KEY_LENGTH);
    return client ? new NoiseTransport(first, second) : new NoiseTransport(second, first);
  }

  /** Eight zero bytes and the counter, big endian. */
  static byte[] iv(int counter) {
    byte[] iv = new byte[12];
    iv[8] = (byte) (counter >> 24);
    iv[9] = (byte) (counter >> 16);
    iv[10] = (byte) (counter >> 8);
    iv[11] = (byte) counter;
    return iv;
  }
}
