package org.ledplatform.whatsapp.stanza;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.PreKey;
import org.ledplatform.whatsapp.signal.PreKeyBundle;
import org.ledplatform.whatsapp.signal.SignedPreKey;

/** Keys as they stand in stanzas (protocol §6.3): ids in three bytes, keys in 32. */
final class KeyNodes {

  private static final byte[] CURVE = {5};
  private static final int SIGNATURE = 64;

  private KeyNodes() {}

  static Node type() {
    return Node.of("type", CURVE);
  }

  static Node registration(LocalIdentity local) {
    return Node.of("registration", ByteBuffer.allocate(4).putInt(local.registrationId()).array());
  }

  static Node identity(LocalIdentity local) {
    return Node.of("identity", local.identityKey().publicKey().bytes());
  }

  static Node key(PreKey key) {
    return Node.of("key", id(key.id()), Node.of("value", key.keyPair().publicKey().bytes()));
  }

  static Node signed(SignedPreKey key) {
    return Node.of(
        "skey",
        id(key.id()),
        Node.of("value", key.keyPair().publicKey().bytes()),
        Node.of("signature", key.signature()));
  }

  /**
   * Reads the keys of another device.
   *
   * @param registration the node that holds {@code <registration>}
   * @param keys the node that holds the keys; in a key query's answer the same
   * @throws UnexpectedNodeException when something is missing or has a wrong length
   */
  static PreKeyBundle bundle(Node registration, Node keys) {
    Node signed = keys.requireChild("skey");
    Optional<Node> oneTime = keys.child("key");
    return new PreKeyBundle(
        registrationOf(registration)
            .orElseThrow(() -> new UnexpectedNodeException("Keys come without a registration id")),
        publicKey(keys.requireChild("identity")),
        readId(signed),
        publicKey(signed.requireChild("value")),
        signed.requireChild("signature").bytes(SIGNATURE),
        oneTime.map(key -> OptionalInt.of(readId(key))).orElse(OptionalInt.empty()),
        oneTime.map(key -> publicKey(key.requireChild("value"))));
  }

  /** The device identity that stands beside a companion's keys, if any. */
  static Optional<byte[]> papers(Node keys) {
    return keys.child("device-identity").map(Node::bytes);
  }

  /**
   * The registration id of another device.
   *
   * @throws UnexpectedNodeException when it does not have four bytes
   */
  static OptionalInt registrationOf(Node parent) {
    Optional<Node> registration = parent.child("registration");
    return registration.isPresent()
        ? OptionalInt.of(ByteBuffer.wrap(registration.get().bytes(4)).getInt())
        : OptionalInt.empty();
  }

  private static Node id(int id) {
    return Node.of("id", new byte[] {(byte) (id >> 16), (byte) (id >> 8), (byte) id});
  }

  private static int readId(Node key) {
    return idOf(key.requireChild("id"));
  }

  /** The id in three bytes of an {@code <id>}. */
  static int idOf(Node node) {
    byte[] id = node.bytes(3);
    return (id[0] & 0xFF) << 16 | (id[1] & 0xFF) << 8 | id[2] & 0xFF;
  }

  /** Some clients put the type byte before the key here as well. */
  private static PublicKey publicKey(Node node) {
    byte[] bytes = node.bytes();
    return bytes.length == PublicKey.LENGTH + 1
        ? PublicKey.ofPrefixed(bytes)
        : new PublicKey(node.bytes(PublicKey.LENGTH));
  }
}
