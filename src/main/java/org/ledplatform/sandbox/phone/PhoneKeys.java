package org.ledplatform.sandbox.phone;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import java.util.List;
import org.ledplatform.sandbox.account.KeyNodes;
import org.ledplatform.sandbox.account.OneTimeKey;
import org.ledplatform.sandbox.account.SignedKey;
import org.ledplatform.sandbox.proto.StoredPhoneIdentity;
import org.ledplatform.sandbox.storage.SandboxStorageException;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PrivateKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.signal.SignedPreKey;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** A phone's own keys: its identity, its signed pre-key and a stock of one-time keys. */
final class PhoneKeys {

  /** Clients fetch a phone's keys often (protocol §8.1). */
  private static final int STOCK = 100;

  private static final RecordKey SELF = new RecordKey(RecordKind.CREDENTIALS, "self");
  private static final int SIGNED_PRE_KEY = 1;

  private final PhoneStore store;
  private final PreKeys preKeys;
  private final LocalIdentity identity;
  private final SignedPreKey signedPreKey;

  private PhoneKeys(
      PhoneStore store, PreKeys preKeys, LocalIdentity identity, SignedPreKey signedPreKey) {
    this.store = store;
    this.preKeys = preKeys;
    this.identity = identity;
    this.signedPreKey = signedPreKey;
  }

  /** Makes the keys of a new phone. */
  static PhoneKeys create(PhoneStore store, SecureRandom random) {
    KeyPair identityKey = KeyPair.generate(random);
    int registrationId = 1 + random.nextInt(0x3FFF);
    PreKeys preKeys = new PreKeys(store, random);
    SignedPreKey signed = preKeys.sign(SIGNED_PRE_KEY, identityKey);
    byte[] self =
        StoredPhoneIdentity.newBuilder()
            .setPrivateKey(ByteString.copyFrom(identityKey.privateKey().bytes()))
            .setRegistrationId(registrationId)
            .setSignedPreKeyId(signed.id())
            .build()
            .toByteArray();
    store.commit(List.of(new StoreChange.Put(SELF, self), preKeys.keep(signed)));
    return new PhoneKeys(store, preKeys, new LocalIdentity(identityKey, registrationId), signed);
  }

  /** Reads the keys of a phone that was made before. */
  static PhoneKeys read(PhoneStore store, SecureRandom random) {
    try {
      StoredPhoneIdentity self = StoredPhoneIdentity.parseFrom(store.read(SELF).orElseThrow());
      KeyPair identityKey = KeyPair.of(new PrivateKey(self.getPrivateKey().toByteArray()));
      PreKeys preKeys = new PreKeys(store, random);
      return new PhoneKeys(
          store,
          preKeys,
          new LocalIdentity(identityKey, self.getRegistrationId()),
          preKeys.findSigned(self.getSignedPreKeyId()).orElseThrow());
    } catch (InvalidProtocolBufferException e) {
      throw new SandboxStorageException("The keys of a virtual phone cannot be read", e);
    }
  }

  LocalIdentity identity() {
    return identity;
  }

  /** The signed pre-key as the server gets it. */
  SignedKey signedKey() {
    return new SignedKey(
        signedPreKey.id(), signedPreKey.keyPair().publicKey(), signedPreKey.signature());
  }

  /** New one-time keys, already stored, as the server gets them. */
  List<OneTimeKey> fresh() {
    return take(STOCK);
  }

  /** The question that hands in new one-time keys. */
  Node upload(String queryId) {
    return Node.of(
            "iq",
            registration(),
            KeyNodes.type(),
            identityNode(),
            Node.of("list").holding(take(STOCK).stream().map(KeyNodes::node).toList()),
            KeyNodes.node(signedKey()))
        .with("to", Jid.NETWORK)
        .with("type", "set")
        .with("xmlns", "encrypt")
        .with("id", queryId);
  }

  /** Keys for a device that asks for a message again: a whole bundle with a key for it alone. */
  Node bundleForRetry() {
    return Node.of(
        "keys",
        KeyNodes.type(),
        identityNode(),
        KeyNodes.node(take(1).getFirst()),
        KeyNodes.node(signedKey()));
  }

  /** The registration id as it travels. */
  Node registration() {
    return KeyNodes.registration(identity.registrationId());
  }

  private Node identityNode() {
    return Node.of("identity", identity.identityKey().publicKey().bytes());
  }

  private List<OneTimeKey> take(int count) {
    PreKeys.Batch batch = preKeys.next(count);
    store.commit(batch.changes());
    return batch.keys().stream()
        .map(key -> new OneTimeKey(key.id(), key.keyPair().publicKey()))
        .toList();
  }
}
