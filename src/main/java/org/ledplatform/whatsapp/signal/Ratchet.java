package org.ledplatform.whatsapp.signal;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.Hmac;
import org.ledplatform.whatsapp.crypto.InvalidKeyException;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PrivateKey;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.StoredRatchet;
import org.ledplatform.whatsapp.proto.StoredReceivingChain;

/**
 * One double ratchet (protocol §7.3) as a function from state to state: a step that fails changes
 * nothing, because there is nothing to change.
 */
final class Ratchet {

  /** Chains of incoming messages kept for late ones. */
  static final int MAX_CHAINS = 5;

  private final LocalIdentity self;
  private final SecureRandom random;

  Ratchet(LocalIdentity self, SecureRandom random) {
    this.self = self;
    this.random = random;
  }

  /**
   * What a step yields.
   *
   * @param bytes the ciphertext, or the plaintext
   */
  record Step(StoredRatchet after, byte[] bytes) {}

  /** Encrypts the next message; an {@code enc type=msg}. */
  Step encrypt(StoredRatchet before, byte[] plain) {
    ChainKey chain = new ChainKey(before.getSendingKey().toByteArray());
    MessageKeys keys = new MessageKeys(chain.seed());
    int counter = before.getSendingCounter();
    byte[] body =
        WhisperEnvelope.body(
            new PublicKey(before.getOwnRatchetPublic().toByteArray()),
            counter,
            before.getPreviousCounter(),
            keys.encrypt(plain));
    byte[] mac = keys.mac(self.identityKey().publicKey(), remote(before), body);
    byte[] message = new byte[body.length + mac.length];
    System.arraycopy(body, 0, message, 0, body.length);
    System.arraycopy(mac, 0, message, body.length, mac.length);
    StoredRatchet after =
        before.toBuilder()
            .setSendingKey(ByteString.copyFrom(chain.next().bytes()))
            .setSendingCounter(counter + 1)
            .build();
    return new Step(after, message);
  }

  /** Whether a message is of a chain that this ratchet has already seen. */
  static boolean knows(StoredRatchet ratchet, PublicKey ratchetKey) {
    return find(ratchet, ratchetKey).isPresent();
  }

  /**
   * Decrypts a message.
   *
   * @throws SignalException saying why it is not of this ratchet, or not any longer
   */
  Step decrypt(StoredRatchet before, WhisperEnvelope message) {
    Optional<Integer> known = find(before, message.ratchetKey());
    Incoming incoming =
        known
            .map(at -> inChain(before.toBuilder(), at, message))
            .orElseGet(() -> inNewChain(before, message));
    MessageKeys keys = new MessageKeys(incoming.seed());
    byte[] mac = keys.mac(remote(before), self.identityKey().publicKey(), message.body());
    if (!Hmac.same(mac, message.mac())) {
      throw new BadMacException("The message is not of this session");
    }
    byte[] plain = keys.decrypt(message.ciphertext());
    StoredRatchet.Builder after = incoming.after();
    if (known.isEmpty()) {
      turnSending(after, message.ratchetKey());
    }
    // The other side has the session, or it could not have answered.
    return new Step(after.clearPending().build(), plain);
  }

  private record Incoming(byte[] seed, StoredRatchet.Builder after) {}

  private static Incoming inChain(StoredRatchet.Builder ratchet, int at, WhisperEnvelope message) {
    Receiving.Taken taken = Receiving.take(ratchet.getReceiving(at), message.counter());
    return new Incoming(taken.seed(), ratchet.setReceiving(at, taken.after()));
  }

  private static Incoming inNewChain(StoredRatchet before, WhisperEnvelope message) {
    StoredRatchet.Builder after = before.toBuilder();
    int last = after.getReceivingCount() - 1;
    if (last >= 0) {
      StoredReceivingChain ended =
          Receiving.end(after.getReceiving(last), message.previousCounter());
      after.setReceiving(last, ended);
    }
    RootKey root = new RootKey(before.getRootKey().toByteArray());
    PrivateKey own = new PrivateKey(before.getOwnRatchetPrivate().toByteArray());
    RootKey.Turn turn = turn(root, own, message.ratchetKey());
    after.setRootKey(ByteString.copyFrom(turn.root().bytes()));
    after.addReceiving(Receiving.begin(message.ratchetKey(), turn.chain()));
    if (after.getReceivingCount() > MAX_CHAINS) {
      after.removeReceiving(0);
    }
    return inChain(after, after.getReceivingCount() - 1, message);
  }

  /** Answers a new ratchet key of the other side with a new one of ours. */
  private void turnSending(StoredRatchet.Builder ratchet, PublicKey remoteRatchet) {
    KeyPair own = KeyPair.generate(random);
    RootKey root = new RootKey(ratchet.getRootKey().toByteArray());
    RootKey.Turn turn = turn(root, own.privateKey(), remoteRatchet);
    ratchet
        .setRootKey(ByteString.copyFrom(turn.root().bytes()))
        .setSendingKey(ByteString.copyFrom(turn.chain().bytes()))
        .setPreviousCounter(Math.max(ratchet.getSendingCounter() - 1, 0))
        .setSendingCounter(0)
        .setOwnRatchetPublic(ByteString.copyFrom(own.publicKey().bytes()))
        .setOwnRatchetPrivate(ByteString.copyFrom(own.privateKey().bytes()));
  }

  private static RootKey.Turn turn(RootKey root, PrivateKey own, PublicKey remoteRatchet) {
    try {
      return root.turn(own, remoteRatchet);
    } catch (InvalidKeyException e) {
      throw new MalformedMessageException("A message holds a worthless ratchet key", e);
    }
  }

  private static Optional<Integer> find(StoredRatchet ratchet, PublicKey ratchetKey) {
    ByteString wanted = ByteString.copyFrom(ratchetKey.bytes());
    for (int i = 0; i < ratchet.getReceivingCount(); i++) {
      if (ratchet.getReceiving(i).getRatchetKey().equals(wanted)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static PublicKey remote(StoredRatchet ratchet) {
    return new PublicKey(ratchet.getRemoteIdentity().toByteArray());
  }
}
