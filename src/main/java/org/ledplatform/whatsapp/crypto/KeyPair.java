package org.ledplatform.whatsapp.crypto;

import java.security.SecureRandom;

/** A private key of Curve25519 with its public key. */
public record KeyPair(PublicKey publicKey, PrivateKey privateKey) {

  /** A new pair. */
  public static KeyPair generate(SecureRandom random) {
    byte[] bytes = new byte[PrivateKey.LENGTH];
    random.nextBytes(bytes);
    bytes[0] &= (byte) 0xF8;
    bytes[31] &= 0x7F;
    bytes[31] |= 0x40;
    return of(new PrivateKey(bytes));
  }

  /** The pair that belongs to a private key. */
  public static KeyPair of(PrivateKey privateKey) {
    return new KeyPair(Curve.publicKeyOf(privateKey), privateKey);
  }
}
