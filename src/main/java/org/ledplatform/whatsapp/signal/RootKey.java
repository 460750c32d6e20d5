package org.ledplatform.whatsapp.signal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.Hkdf;
import org.ledplatform.whatsapp.crypto.PrivateKey;
import org.ledplatform.whatsapp.crypto.PublicKey;

/** The root of a double ratchet (protocol §7.3): each new ratchet key turns it once. */
record RootKey(byte[] bytes) {

  private static final byte[] INFO = "WhisperRatchet".getBytes(StandardCharsets.US_ASCII);

  /** A turned root and the chain that hangs from it. */
  record Turn(RootKey root, ChainKey chain) {}

  Turn turn(PrivateKey own, PublicKey remote) {
    byte[] material = Hkdf.derive(Curve.agree(own, remote), bytes, INFO, 64);
    return new Turn(
        new RootKey(Arrays.copyOf(material, 32)),
        new ChainKey(Arrays.copyOfRange(material, 32, 64)));
  }
}
