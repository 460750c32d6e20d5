package org.ledplatform.sandbox.account;

import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.PublicKey;

/** A signed pre-key as a device handed it in. */
public record SignedKey(int id, PublicKey key, byte[] signature) {

  /** Whether that identity signed it. */
  public boolean isSignedBy(PublicKey identity) {
    return Curve.verify(identity, key.withPrefix(), signature);
  }
}
