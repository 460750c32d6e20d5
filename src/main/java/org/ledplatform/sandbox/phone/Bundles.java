package org.ledplatform.sandbox.phone;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.signal.PreKeyBundle;

/** Reads the keys of another device, as the server or the device itself hands them out (§6.3). */
final class Bundles {

  private Bundles() {}

  /**
   * @param keys holds {@code identity}, {@code skey} and perhaps {@code key}
   * @param registration the four bytes of the registration id
   */
  static PreKeyBundle read(Node keys, byte[] registration) {
    Node skey = keys.requireChild("skey");
    Optional<Node> key = keys.child("key");
    return new PreKeyBundle(
        ByteBuffer.wrap(registration).getInt(),
        publicKey(keys.requireChild("identity")),
        id(skey),
        publicKey(skey.requireChild("value")),
        skey.requireChild("signature").bytes(Curve.SIGNATURE_LENGTH),
        key.map(k -> OptionalInt.of(id(k))).orElse(OptionalInt.empty()),
        key.map(k -> publicKey(k.requireChild("value"))));
  }

  private static PublicKey publicKey(Node node) {
    return new PublicKey(node.bytes(PublicKey.LENGTH));
  }

  private static int id(Node key) {
    byte[] bytes = key.requireChild("id").bytes(3);
    return (bytes[0] & 0xFF) << 16 | (bytes[1] & 0xFF) << 8 | bytes[2] & 0xFF;
  }
}
