package org.ledplatform.sandbox.phone;

import java.util.Optional;
import java.util.OptionalInt;
import org.ledplatform.sandbox.account.KeyNodes;
import org.ledplatform.sandbox.account.OneTimeKey;
import org.ledplatform.sandbox.account.SignedKey;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.signal.PreKeyBundle;

/** Reads the keys of another device, as the server or the device itself hands them out (§6.3). */
final class Bundles {

  private Bundles() {}

  /**
   * @param keys holds {@code identity}, {@code skey} and perhaps {@code key}
   * @param registration the {@code <registration>} of the device
   */
  static PreKeyBundle read(Node keys, Node registration) {
    SignedKey signed = KeyNodes.signedKey(keys.requireChild("skey"));
    Optional<OneTimeKey> key = keys.child("key").map(KeyNodes::oneTimeKey);
    return new PreKeyBundle(
        KeyNodes.registrationId(registration),
        KeyNodes.publicKey(keys.requireChild("identity")),
        signed.id(),
        signed.key(),
        signed.signature(),
        key.map(k -> OptionalInt.of(k.id())).orElse(OptionalInt.empty()),
        key.map(OneTimeKey::key));
  }
}
