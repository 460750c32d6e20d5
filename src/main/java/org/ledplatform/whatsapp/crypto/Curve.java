package org.ledplatform.whatsapp.crypto;

import it.auties.curve25519.Curve25519;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/**
 * Key agreement (X25519, RFC 7748, by the JDK) and signatures (XEdDSA, protocol §7.1, by the curve
 * library) with the same keys. Stateless.
 */
public final class Curve {

  /** Bytes in a signature. */
  public static final int SIGNATURE_LENGTH = 64;

  /** The order of the base point: 2^252 + 27742317777372353535851937790883648493. */
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private static final PublicKey BASE_POINT = new PublicKey(basePoint());

  private Curve() {}

  /**
   * The 32-byte secret that both sides share.
   *
   * @throws InvalidKeyException when the public key is one of the few that make the secret zero
   */
  public static byte[] agree(PrivateKey privateKey, PublicKey publicKey) {
    try {
      KeyFactory keys = KeyFactory.getInstance("X25519");
      KeyAgreement agreement = KeyAgreement.getInstance("X25519");
      agreement.init(
          keys.generatePrivate(
              new XECPrivateKeySpec(NamedParameterSpec.X25519, privateKey.bytes())));
      BigInteger u = number(publicKey.bytes()).clearBit(255);
      agreement.doPhase(
          keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, u)), true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new InvalidKeyException("No secret can be agreed with this public key", e);
    }
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
    return Curve25519.verifySignature(publicKey.bytes(), message, signature);
  }

  static PublicKey publicKeyOf(PrivateKey privateKey) {
    return new PublicKey(agree(privateKey, BASE_POINT));
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

  private static byte[] basePoint() {
    byte[] nine = new byte[PublicKey.LENGTH];
    nine[0] = 9;
    return nine;
  }
}
