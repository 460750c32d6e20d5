package org.ledplatform.whatsapp.noise;

import java.security.SecureRandom;
import java.time.Instant;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;

/** The chain. */
public final class CertificateChain {

  private CertificateChain() {}

  public static byte[] issue(
      KeyPair root,
      KeyPair intermediate,
      PublicKey serverStatic,
      Instant now,
      SecureRandom random) {
    throw new UnsupportedOperationException();
  }

  public static void verify(byte[] chain, PublicKey root, PublicKey serverStatic, Instant now) {
    throw new UnsupportedOperationException();
  }
}
