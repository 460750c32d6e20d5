package org.ledplatform.whatsapp.crypto;

import it.auties.curve25519.Curve25519;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc7748.X25519Field;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Key agreement (X25519, RFC 7748) and signatures (XEdDSA, protocol §7.1) with the same keys.
 * Agreeing and verifying is Bouncy Castle's, signing the curve library's: decision 0015 says why.
 * Stateless.
 */
public final class Curve {

  /** Bytes in a signature. */
  public static final int SIGNATURE_LENGTH = 64;

  /** The order of the base point: 2^252 + 27742317777372353535851937790883648493. */
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private Curve() {}

  /**
   * The 32-byte secret that both sides share.
   *
   * @throws InvalidKeyException when the public key is one of the few that make the secret zero
   */
  public static byte[] agree(PrivateKey privateKey, PublicKey publicKey) {
    byte[] secret = new byte[PublicKey.LENGTH];
    if (!X25519.calculateAgreement(privateKey.bytes(), 0, publicKey.bytes(), 0, secret, 0)) {
      throw new InvalidKeyException("No secret can be agreed with this public key");
    }
    return secret;
  }

  /** Signs a message; 64 bytes. Two signatures of one message differ. */
  public static byte[] sign(PrivateKey privateKey, byte[] message, SecureRandom random) {
    byte[] noise = new byte[SIGNATURE_LENGTH];
    random.nextBytes(noise);
    return Curve25519.sign(clamped(privateKey), message, noise);
  }

  /**
   * Whether the signature is the key owner's. Accepts both conventions for the sign bit of the
   * Edwards point: kept in the last byte of the signature, or made zero by the signer (protocol
   * §7.1). Malformed signatures are not valid; nothing is thrown for them.
   */
  public static boolean verify(PublicKey publicKey, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_LENGTH || !reduced(signature)) {
      return false;
    }
    byte[] ofEd25519 = signature.clone();
    ofEd25519[SIGNATURE_LENGTH - 1] &= 0x7F;
    byte[] point = edwards(publicKey, signature[SIGNATURE_LENGTH - 1] & 0x80);
    return Ed25519.verify(ofEd25519, 0, point, 0, message, 0, message.length);
  }

  /** The point of Ed25519 with the same secret: its y is (u - 1) / (u + 1). */
  private static byte[] edwards(PublicKey publicKey, int sign) {
    int[] u = X25519Field.create();
    X25519Field.decode(publicKey.bytes(), u);
    int[] one = X25519Field.create();
    X25519Field.one(one);
    int[] below = X25519Field.create();
    X25519Field.add(u, one, below);
    X25519Field.inv(below, below);
    int[] y = X25519Field.create();
    X25519Field.sub(u, one, y);
    X25519Field.mul(y, below, y);
    X25519Field.normalize(y);
    byte[] point = new byte[PublicKey.LENGTH];
    X25519Field.encode(y, point);
    point[PublicKey.LENGTH - 1] |= (byte) sign;
    return point;
  }

  static PublicKey publicKeyOf(PrivateKey privateKey) {
    byte[] publicKey = new byte[PublicKey.LENGTH];
    X25519.scalarMultBase(privateKey.bytes(), 0, publicKey, 0);
    return new PublicKey(publicKey);
  }

  /** The second half must be below the group order, else one signature could be written twice. */
  private static boolean reduced(byte[] signature) {
    byte[] s = new byte[32];
    System.arraycopy(signature, 32, s, 0, 32);
    s[31] &= 0x7F;
    return number(s).compareTo(ORDER) < 0;
  }

  private static byte[] clamped(PrivateKey privateKey) {
    byte[] a = privateKey.bytes().clone();
    a[0] &= (byte) 0xF8;
    a[31] &= 0x7F;
    a[31] |= 0x40;
    return a;
  }

  private static BigInteger number(byte[] littleEndian) {
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }
}
