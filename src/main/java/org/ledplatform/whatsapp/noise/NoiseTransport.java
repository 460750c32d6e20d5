package org.ledplatform.whatsapp.noise;

/** The ciphers. */
public final class NoiseTransport {

  NoiseTransport() {}

  public byte[] encrypt(byte[] plain) {
    throw new UnsupportedOperationException();
  }

  public byte[] decrypt(byte[] ciphertext) {
    throw new UnsupportedOperationException();
  }
}
