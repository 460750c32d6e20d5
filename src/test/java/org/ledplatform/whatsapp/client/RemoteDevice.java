package org.ledplatform.whatsapp.client;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Padding;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.AdvIdentity;
import org.ledplatform.whatsapp.pairing.KeyIndexList;
import org.ledplatform.whatsapp.proto.GroupKeyDistribution;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.PreKey;
import org.ledplatform.whatsapp.signal.PreKeyBundle;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.signal.SenderKeyCipher;
import org.ledplatform.whatsapp.signal.SenderKeyName;
import org.ledplatform.whatsapp.signal.SignalAddress;
import org.ledplatform.whatsapp.signal.SignalCipher;
import org.ledplatform.whatsapp.signal.SignedPreKey;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

/** A device of somebody else with real keys, as a test plays it. */
final class RemoteDevice {

  final Jid jid;
  private final SecureRandom random = new SecureRandom();
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final PreKeys preKeys = new PreKeys(store, random);
  private final SenderKeyCipher senderKeys = new SenderKeyCipher(store, random);
  private final LocalIdentity local;
  private final KeyPair account;
  private final SignedPreKey signedPreKey;
  private SignalCipher cipher;

  RemoteDevice(Jid jid) {
    this(jid, KeyPair.generate(new SecureRandom()));
  }

  RemoteDevice(Jid jid, KeyPair identity) {
    this(jid, identity, identity);
  }

  /** A companion of that phone. */
  static RemoteDevice companion(int number, RemoteDevice phone) {
    return companion(phone.jid.withDevice(number), phone.local.identityKey());
  }

  /** A companion that this account vouches for. */
  static RemoteDevice companion(Jid jid, KeyPair account) {
    return new RemoteDevice(jid, KeyPair.generate(new SecureRandom()), account);
  }

  private RemoteDevice(Jid jid, KeyPair identity, KeyPair account) {
    this.jid = jid;
    this.account = account;
    this.local = new LocalIdentity(identity, 77);
    this.signedPreKey = preKeys.sign(1, identity);
    store.commit(List.of(preKeys.keep(signedPreKey)));
    this.cipher = new SignalCipher(store, local, random, Clock.systemUTC());
  }

  /** This device as the answer to a key query lists it. */
  Node keyNode() {
    PreKeys.Batch batch = preKeys.next(1);
    store.commit(batch.changes());
    PreKey key = batch.keys().getFirst();
    return vouched(
        Node.of(
                "user",
                registration(),
                Node.of("type", new byte[] {5}),
                identity(),
                oneTime(key),
                skey())
            .with("jid", jid));
  }

  /** The keys that this device puts into a retry receipt. */
  Node retryKeys() {
    PreKeys.Batch batch = preKeys.next(1);
    store.commit(batch.changes());
    return vouched(
        Node.of(
            "keys",
            Node.of("type", new byte[] {5}),
            identity(),
            oneTime(batch.keys().getFirst()),
            skey()));
  }

  /** With what a companion shows: that its account vouches for it. */
  Node vouched(Node bare) {
    return jid.device() == 0 ? bare : bare.adding(Node.of("device-identity", papers()));
  }

  /** The encoded {@code ADVSignedDeviceIdentity}, signed by the account and by this device. */
  byte[] papers() {
    byte[] secret = new byte[32];
    KeyPair identity = local.identityKey();
    byte[] container =
        AdvIdentity.container(
            account, identity.publicKey(), secret, 7, jid.device(), Instant.EPOCH, random);
    return AdvIdentity.accept(container, secret, identity, random).signedIdentity();
  }

  Node registration() {
    return Node.of("registration", ByteBuffer.allocate(4).putInt(local.registrationId()).array());
  }

  private Node identity() {
    return Node.of("identity", local.identityKey().publicKey().bytes());
  }

  private static Node oneTime(PreKey key) {
    return Node.of("key", id(key.id()), Node.of("value", key.keyPair().publicKey().bytes()));
  }

  private Node skey() {
    return Node.of(
        "skey",
        id(signedPreKey.id()),
        Node.of("value", signedPreKey.keyPair().publicKey().bytes()),
        Node.of("signature", signedPreKey.signature()));
  }

  private static Node id(int id) {
    return Node.of("id", new byte[] {(byte) (id >> 16), (byte) (id >> 8), (byte) id});
  }

  /** The list of companions that this device's phone signs. */
  byte[] listing(Set<Integer> keyIndexes, Instant at) {
    int highest = keyIndexes.stream().mapToInt(i -> i).max().orElse(0);
    return new KeyIndexList(7, at, highest, keyIndexes).signed(account, random);
  }

  /** Begins a signal session with a device from the keys it uploaded. */
  void begin(Jid with, Node upload) {
    begin(with, upload, 0);
  }

  /** The same with the one-time key in that place, for several devices one after another. */
  void begin(Jid with, Node upload, int place) {
    Node skey = upload.requireChild("skey");
    Node key = upload.requireChild("list").children("key").get(place);
    PreKeyBundle bundle =
        new PreKeyBundle(
            ByteBuffer.wrap(upload.requireChild("registration").bytes()).getInt(),
            new org.ledplatform.whatsapp.crypto.PublicKey(upload.requireChild("identity").bytes()),
            number(skey),
            new org.ledplatform.whatsapp.crypto.PublicKey(skey.requireChild("value").bytes()),
            skey.requireChild("signature").bytes(),
            OptionalInt.of(number(key)),
            Optional.of(
                new org.ledplatform.whatsapp.crypto.PublicKey(key.requireChild("value").bytes())));
    store.commit(cipher.startSession(SignalAddress.of(with), bundle).changes());
  }

  private static int number(Node key) {
    byte[] id = key.requireChild("id").bytes();
    return (id[0] & 0xFF) << 16 | (id[1] & 0xFF) << 8 | id[2] & 0xFF;
  }

  /** A part of a message for that device. */
  Node encrypt(Jid to, Message message) {
    SignalCipher.Encrypted e =
        cipher.encrypt(SignalAddress.of(to), Padding.pad(message.toByteArray(), random));
    store.commit(e.changes());
    return Node.of("enc", e.bytes()).with("v", "2").with("type", e.preKey() ? "pkmsg" : "msg");
  }

  /** A new sender key of this device, or the one that it has, for whoever may read. */
  Message introduction(Jid group) {
    if (senderKeys.currentKey(keyName(group, jid)).isEmpty()) {
      store.commit(senderKeys.create(keyName(group, jid)).changes());
    }
    byte[] key = senderKeys.introduce(keyName(group, jid)).introduction();
    return Message.newBuilder()
        .setSenderKeyDistributionMessage(
            GroupKeyDistribution.newBuilder()
                .setGroupId(group.toString())
                .setAxolotlSenderKeyDistributionMessage(ByteString.copyFrom(key)))
        .build();
  }

  /** A part of a message for the whole group. */
  Node encryptForGroup(Jid group, Message message) {
    SenderKeyCipher.Encrypted e =
        senderKeys.encrypt(keyName(group, jid), Padding.pad(message.toByteArray(), random));
    store.commit(e.changes());
    return Node.of("enc", e.bytes()).with("v", "2").with("type", "skmsg");
  }

  /** Takes the sender key that came in a message of that device. */
  void acceptKey(Jid group, Jid from, Message message) {
    store.commit(
        senderKeys.accept(
            keyName(group, from),
            message
                .getSenderKeyDistributionMessage()
                .getAxolotlSenderKeyDistributionMessage()
                .toByteArray()));
  }

  /** Reads a part that was encrypted for the whole group. */
  Message decryptOfGroup(Jid group, Jid from, Node enc) {
    SenderKeyCipher.Decrypted d = senderKeys.decrypt(keyName(group, from), enc.bytes());
    store.commit(d.changes());
    return parse(d.plain());
  }

  private static SenderKeyName keyName(Jid group, Jid sender) {
    return new SenderKeyName(group, SignalAddress.of(sender));
  }

  /** Reads a part that was encrypted for this device. */
  Message decrypt(Jid from, Node enc) {
    SignalCipher.Decrypted d =
        cipher.decrypt(SignalAddress.of(from), enc.has("type", "pkmsg"), enc.bytes());
    store.commit(d.changes());
    return parse(d.plain());
  }

  private static Message parse(byte[] padded) {
    try {
      return Message.parseFrom(Padding.unpad(padded));
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
