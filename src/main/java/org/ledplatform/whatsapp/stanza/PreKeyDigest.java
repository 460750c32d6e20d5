package org.ledplatform.whatsapp.stanza;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.PreKey;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.signal.SignedPreKey;

/**
 * What the network says it has of our keys (protocol §6.3).
 *
 * @param signed the id of the signed pre-key, when told
 * @param ids of the one-time keys, in the order of the hash
 * @param hash SHA-1 over identity, signed pre-key, its signature and the one-time keys
 */
record PreKeyDigest(OptionalInt registration, OptionalInt signed, List<Integer> ids, byte[] hash) {

  private static final int HASH = 20;

  PreKeyDigest {
    ids = List.copyOf(ids);
  }

  /**
   * Reads the answer.
   *
   * @throws UnexpectedNodeException when something is missing or has a wrong length
   */
  static PreKeyDigest read(Node answer) {
    Node digest = answer.requireChild("digest");
    return new PreKeyDigest(
        KeyNodes.registrationOf(digest),
        digest
            .child("skey")
            .map(skey -> OptionalInt.of(KeyNodes.idOf(skey.requireChild("id"))))
            .orElse(OptionalInt.empty()),
        digest.requireChild("list").children("id").stream().map(KeyNodes::idOf).toList(),
        digest.requireChild("hash").bytes(HASH));
  }

  /** The highest id that the network has; 0 when it has none. */
  int highest() {
    return ids.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** Whether we have all of these keys, and they are the ones that the network has. */
  boolean matches(LocalIdentity local, PreKeys preKeys) {
    if (registration.isPresent() && registration.getAsInt() != local.registrationId()) {
      return false;
    }
    SignedPreKey current = preKeys.signed().current();
    ByteArrayOutputStream hashed = new ByteArrayOutputStream();
    hashed.writeBytes(local.identityKey().publicKey().bytes());
    hashed.writeBytes(current.keyPair().publicKey().bytes());
    hashed.writeBytes(current.signature());
    for (int id : ids) {
      Optional<PreKey> key = preKeys.find(id);
      if (key.isEmpty()) {
        return false;
      }
      hashed.writeBytes(key.get().keyPair().publicKey().bytes());
    }
    return MessageDigest.isEqual(hash, sha1(hashed.toByteArray()));
  }

  /** The network chose this hash; nothing depends on its strength. */
  static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-1", e);
    }
  }
}
