package org.ledplatform.whatsapp.noise;

import java.time.Instant;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;

/** The client side. */
public final class ClientHandshake {

  public ClientHandshake(KeyPair noiseKey, KeyPair ephemeral, int dictionaryVersion) {}

  public byte[] hello() {
    throw new UnsupportedOperationException();
  }

  public byte[] finish(byte[] serverHello, PublicKey root, Instant now, byte[] clientPayload) {
    throw new UnsupportedOperationException();
  }

  public NoiseTransport transport() {
    throw new UnsupportedOperationException();
  }
}
