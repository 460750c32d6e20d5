package org.ledplatform.sandbox.account;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.KeyIndexList;

/** Keys as they travel in stanzas (protocol §6.3). */
public final class KeyNodes {

  private static final int ID_LENGTH = 3;
  private static final byte[] CURVE = {5};

  private KeyNodes() {}

  /** A {@code <key>}. */
  public static Node node(OneTimeKey key) {
    return Node.of("key", id(key.id()), Node.of("value", key.key().bytes()));
  }

  /** A {@code <skey>}. */
  public static Node node(SignedKey key) {
    return Node.of(
        "skey",
        id(key.id()),
        Node.of("value", key.key().bytes()),
        Node.of("signature", key.signature()));
  }

  /** The {@code <id>} of a key. */
  public static Node id(int id) {
    byte[] four = ByteBuffer.allocate(Integer.BYTES).putInt(id).array();
    return Node.of("id", Arrays.copyOfRange(four, Integer.BYTES - ID_LENGTH, Integer.BYTES));
  }

  /** The {@code <type>} of all keys: Curve25519. */
  public static Node type() {
    return Node.of("type", CURVE);
  }

  /** The {@code <registration>} of a device. */
  public static Node registration(int registrationId) {
    return Node.of(
        "registration", ByteBuffer.allocate(Integer.BYTES).putInt(registrationId).array());
  }

  /**
   * The {@code <key-index-list>} of an account that has companions (protocol §8.1).
   *
   * @param signed what the phone signed, with its own time in it
   */
  public static Node keyIndexes(byte[] signed) {
    return Node.of("key-index-list", signed)
        .with("ts", KeyIndexList.read(signed).signedAt().getEpochSecond());
  }

  /** Reads a {@code <key>}. */
  public static OneTimeKey oneTimeKey(Node key) {
    return new OneTimeKey(idOf(key), publicKey(key.requireChild("value")));
  }

  /** Reads a {@code <skey>}; the signature is not checked. */
  public static SignedKey signedKey(Node skey) {
    return new SignedKey(
        idOf(skey),
        publicKey(skey.requireChild("value")),
        skey.requireChild("signature").bytes(Curve.SIGNATURE_LENGTH));
  }

  /** Reads a node that holds a public key. */
  public static PublicKey publicKey(Node node) {
    return new PublicKey(node.bytes(PublicKey.LENGTH));
  }

  /** Reads a {@code <registration>}. */
  public static int registrationId(Node registration) {
    return ByteBuffer.wrap(registration.bytes(Integer.BYTES)).getInt();
  }

  /** Reads three bytes, the most significant first. */
  public static int number(byte[] three) {
    return (three[0] & 0xFF) << 16 | (three[1] & 0xFF) << 8 | three[2] & 0xFF;
  }

  private static int idOf(Node key) {
    return number(key.requireChild("id").bytes(ID_LENGTH));
  }
}
