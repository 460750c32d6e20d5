package org.ledplatform.whatsapp.pairing;

import java.security.SecureRandom;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.signal.SignedPreKey;

/**
 * The keys that make a device what it is, made before it is paired.
 *
 * @param noiseKey the long-lived key of the handshake
 * @param local the signal identity and registration id
 * @param signedPreKey what others begin signal sessions with
 */
public record DeviceKeys(KeyPair noiseKey, LocalIdentity local, SignedPreKey signedPreKey) {

  private static final int REGISTRATION_IDS = 0x4000;
  private static final int FIRST_SIGNED_PRE_KEY = 1;

  /** Keys for a new device. Nothing is stored. */
  public static DeviceKeys generate(PreKeys preKeys, SecureRandom random) {
    KeyPair identity = KeyPair.generate(random);
    return new DeviceKeys(
        KeyPair.generate(random),
        new LocalIdentity(identity, random.nextInt(REGISTRATION_IDS)),
        preKeys.sign(FIRST_SIGNED_PRE_KEY, identity));
  }

  /** Keys must not reach a log. */
  @Override
  public String toString() {
    return "DeviceKeys[…]";
  }
}
