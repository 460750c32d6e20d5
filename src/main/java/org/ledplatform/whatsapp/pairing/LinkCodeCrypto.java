package org.ledplatform.whatsapp.pairing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.ledplatform.whatsapp.crypto.AesCtr;
import org.ledplatform.whatsapp.crypto.AesGcm;
import org.ledplatform.whatsapp.crypto.CipherException;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.Hkdf;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.Pbkdf2;
import org.ledplatform.whatsapp.crypto.PublicKey;

/**
 * The cryptography of pairing by code, for both sides (protocol §5.3): ephemeral keys travel
 * wrapped under the code, identities in a sealed bundle, and both ends derive the secret that
 * otherwise a QR carries. Stateless. Wrapping takes tens of milliseconds on purpose.
 */
public final class LinkCodeCrypto {

  /** Bytes in a wrapped ephemeral key. */
  public static final int WRAPPED_LENGTH = 80;

  /** Bytes in a sealed bundle. */
  public static final int BUNDLE_LENGTH = 156;

  private static final int ITERATIONS = 131_072;
  private static final int SALT_LENGTH = 32;
  private static final int NONCE_LENGTH = 12;
  private static final int KEY_LENGTH = 32;
  private static final byte[] NONE = new byte[0];
  private static final byte[] BUNDLE_INFO = ascii("link_code_pairing_key_bundle_encryption_key");
  private static final byte[] SECRET_INFO = ascii("adv_secret");

  private LinkCodeCrypto() {}

  /**
   * What the companion sends last, and what it must expect then.
   *
   * @param bundle 156 bytes
   * @param advSecret 32 bytes, the HMAC key of the device identity that follows
   */
  public record Sealed(byte[] bundle, byte[] advSecret) {

    /** Secrets must not reach a log. */
    @Override
    public String toString() {
      return "Sealed[…]";
    }
  }

  /** An ephemeral public key under the code; 80 bytes. */
  public static byte[] wrap(LinkCode code, PublicKey ephemeral, SecureRandom random) {
    return wrap(code, ephemeral, bytes(random, SALT_LENGTH), bytes(random, AesCtr.IV_LENGTH));
  }

  static byte[] wrap(LinkCode code, PublicKey ephemeral, byte[] salt, byte[] iv) {
    return join(salt, iv, AesCtr.apply(key(code, salt), iv, ephemeral.bytes()));
  }

  /**
   * The ephemeral key of the other side. Under a wrong code it is just another key: only the bundle
   * shows the difference.
   *
   * @throws WrongLinkCodeException unless there are 80 bytes
   */
  public static PublicKey unwrap(LinkCode code, byte[] wrapped) {
    if (wrapped.length != WRAPPED_LENGTH) {
      throw new WrongLinkCodeException("A wrapped key has 80 bytes");
    }
    byte[] salt = Arrays.copyOf(wrapped, SALT_LENGTH);
    int body = SALT_LENGTH + AesCtr.IV_LENGTH;
    byte[] iv = Arrays.copyOfRange(wrapped, SALT_LENGTH, body);
    return new PublicKey(
        AesCtr.apply(key(code, salt), iv, Arrays.copyOfRange(wrapped, body, WRAPPED_LENGTH)));
  }

  /** The companion's last step. */
  public static Sealed seal(
      KeyPair ephemeral,
      PublicKey phoneEphemeral,
      KeyPair identity,
      PublicKey phoneIdentity,
      SecureRandom random) {
    return seal(
        ephemeral,
        phoneEphemeral,
        identity,
        phoneIdentity,
        bytes(random, SALT_LENGTH),
        bytes(random, NONCE_LENGTH),
        bytes(random, KEY_LENGTH));
  }

  static Sealed seal(
      KeyPair ephemeral,
      PublicKey phoneEphemeral,
      KeyPair identity,
      PublicKey phoneIdentity,
      byte[] salt,
      byte[] nonce,
      byte[] noise) {
    byte[] shared = Curve.agree(ephemeral.privateKey(), phoneEphemeral);
    byte[] plain = join(identity.publicKey().bytes(), phoneIdentity.bytes(), noise);
    byte[] sealed = AesGcm.encrypt(bundleKey(shared, salt), nonce, NONE, plain);
    byte[] identities = Curve.agree(identity.privateKey(), phoneIdentity);
    return new Sealed(join(salt, nonce, sealed), secret(shared, identities, noise));
  }

  /**
   * The phone's last step: the secret, when the bundle was sealed under the same code for these
   * identities.
   *
   * @throws WrongLinkCodeException when not
   */
  public static byte[] open(
      KeyPair ephemeral,
      PublicKey companionEphemeral,
      KeyPair identity,
      PublicKey companionIdentity,
      byte[] bundle) {
    if (bundle.length != BUNDLE_LENGTH) {
      throw new WrongLinkCodeException("A bundle has 156 bytes");
    }
    byte[] shared = Curve.agree(ephemeral.privateKey(), companionEphemeral);
    byte[] plain = opened(shared, bundle);
    byte[] expected = join(companionIdentity.bytes(), identity.publicKey().bytes());
    if (!Arrays.equals(Arrays.copyOf(plain, expected.length), expected)) {
      throw new WrongLinkCodeException("The bundle is for other identities");
    }
    byte[] noise = Arrays.copyOfRange(plain, expected.length, plain.length);
    return secret(shared, Curve.agree(identity.privateKey(), companionIdentity), noise);
  }

  private static byte[] opened(byte[] shared, byte[] bundle) {
    byte[] salt = Arrays.copyOf(bundle, SALT_LENGTH);
    byte[] nonce = Arrays.copyOfRange(bundle, SALT_LENGTH, SALT_LENGTH + NONCE_LENGTH);
    byte[] sealed = Arrays.copyOfRange(bundle, SALT_LENGTH + NONCE_LENGTH, bundle.length);
    try {
      return AesGcm.decrypt(bundleKey(shared, salt), nonce, NONE, sealed);
    } catch (CipherException e) {
      throw new WrongLinkCodeException("The bundle was sealed under another code", e);
    }
  }

  private static byte[] key(LinkCode code, byte[] salt) {
    return Pbkdf2.derive(code.text(), salt, ITERATIONS, KEY_LENGTH);
  }

  private static byte[] bundleKey(byte[] shared, byte[] salt) {
    return Hkdf.derive(shared, salt, BUNDLE_INFO, KEY_LENGTH);
  }

  private static byte[] secret(byte[] shared, byte[] identities, byte[] noise) {
    return Hkdf.derive(join(shared, identities, noise), NONE, SECRET_INFO, KEY_LENGTH);
  }

  private static byte[] bytes(SecureRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] join(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
    Arrays.stream(parts).forEach(all::put);
    return all.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
