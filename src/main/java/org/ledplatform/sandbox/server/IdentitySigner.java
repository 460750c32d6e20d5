package org.ledplatform.sandbox.server;

import org.ledplatform.whatsapp.crypto.PublicKey;

/** The phone's part of a pairing: it vouches for the companion's identity. */
@FunctionalInterface
public interface IdentitySigner {

  /** An encoded ADVSignedDeviceIdentityHMAC for this identity under this key index. */
  byte[] container(PublicKey companionIdentity, int keyIndex);
}
