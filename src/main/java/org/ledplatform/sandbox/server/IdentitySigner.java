package org.ledplatform.sandbox.server;

import org.ledplatform.whatsapp.crypto.PublicKey;

/** The phone's part of a pairing: it vouches for the companion's identity. */
@FunctionalInterface
public interface IdentitySigner {

  /**
   * What the phone signs.
   *
   * @param container an encoded ADVSignedDeviceIdentityHMAC for this identity
   * @param keyIndexes an encoded ADVSignedKeyIndexList that has this companion too
   */
  record Signed(byte[] container, byte[] keyIndexes) {}

  /** Vouches for this identity under this key index. */
  Signed sign(PublicKey companionIdentity, int keyIndex);
}
