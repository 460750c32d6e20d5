package org.ledplatform.bench;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.NodeCodec;
import org.ledplatform.whatsapp.node.TokenDictionary;
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
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a client does for each message: codec, ratchet, sender key. Messages have 256 bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class ClientBench {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SenderKeyName GROUP =
      new SenderKeyName(Jid.parse("120363@g.us"), new SignalAddress("alice", 0));

  private final byte[] message = new byte[256];
  private final NodeCodec codec = new NodeCodec(TokenDictionary.V3);
  private final Node stanza =
      Node.of("message", Node.of("enc", message).with("v", "2").with("type", "msg"))
          .with("id", "3EB0C767D097B7C8AA40")
          .with("from", "100200300400500:12@lid")
          .with("sender_pn", "4917012345678@s.whatsapp.net")
          .with("type", "text")
          .with("t", "1700000000")
          .with("notify", "Anna Maria");
  private final byte[] encoded = codec.encode(stanza);
  private final MemoryDeviceStore aliceStore = new MemoryDeviceStore();
  private final MemoryDeviceStore bobStore = new MemoryDeviceStore();
  private final SignalAddress bobAddress = new SignalAddress("bob", 0);
  private final SignalAddress aliceAddress = new SignalAddress("alice", 0);
  private final SignalCipher alice;
  private final SignalCipher bob;
  private final byte[] fromAlice;
  private final SenderKeyCipher sender = new SenderKeyCipher(aliceStore, RANDOM);
  private final SenderKeyCipher reader = new SenderKeyCipher(bobStore, RANDOM);
  private final byte[] groupMessage;

  /** Two devices that have talked, and a group key that was handed over. */
  public ClientBench() {
    KeyPair identity = KeyPair.generate(RANDOM);
    PreKeys preKeys = new PreKeys(bobStore, RANDOM);
    SignedPreKey signed = preKeys.sign(1, identity);
    PreKeys.Batch batch = preKeys.next(1);
    bobStore.commit(batch.changes());
    bobStore.commit(List.of(preKeys.keep(signed)));
    LocalIdentity bobSelf = new LocalIdentity(identity, 7);
    alice = cipher(aliceStore, new LocalIdentity(KeyPair.generate(RANDOM), 8));
    bob = cipher(bobStore, bobSelf);
    aliceStore.commit(alice.startSession(bobAddress, bundle(bobSelf, signed, batch)).changes());
    read(bob, bobStore, aliceAddress, true, write(alice, aliceStore, bobAddress));
    read(alice, aliceStore, bobAddress, false, write(bob, bobStore, aliceAddress));
    byte[] firstOfNewChain = write(alice, aliceStore, bobAddress);
    read(bob, bobStore, aliceAddress, false, firstOfNewChain);
    fromAlice = write(alice, aliceStore, bobAddress);
    SenderKeyCipher.OwnKey key = sender.create(GROUP);
    aliceStore.commit(key.changes());
    bobStore.commit(reader.accept(GROUP, key.introduction()));
    groupMessage = sender.encrypt(GROUP, message).bytes();
  }

  private static SignalCipher cipher(MemoryDeviceStore store, LocalIdentity self) {
    return new SignalCipher(store, self, RANDOM, Clock.systemUTC());
  }

  private static PreKeyBundle bundle(LocalIdentity self, SignedPreKey signed, PreKeys.Batch keys) {
    PreKey oneTime = keys.keys().getFirst();
    return new PreKeyBundle(
        self.registrationId(),
        self.identityKey().publicKey(),
        signed.id(),
        signed.keyPair().publicKey(),
        signed.signature(),
        OptionalInt.of(oneTime.id()),
        Optional.of(oneTime.keyPair().publicKey()));
  }

  private byte[] write(SignalCipher by, MemoryDeviceStore store, SignalAddress to) {
    SignalCipher.Encrypted encrypted = by.encrypt(to, message);
    store.commit(encrypted.changes());
    return encrypted.bytes();
  }

  private static void read(
      SignalCipher by, MemoryDeviceStore store, SignalAddress from, boolean preKey, byte[] bytes) {
    store.commit(by.decrypt(from, preKey, bytes).changes());
  }

  @Benchmark
  public byte[] nodeEncode() {
    return codec.encode(stanza);
  }

  @Benchmark
  public Node nodeDecode() {
    return codec.decode(encoded);
  }

  /** Nothing is committed, so every call takes the same step. */
  @Benchmark
  public SignalCipher.Encrypted ratchetEncrypt() {
    return alice.encrypt(bobAddress, message);
  }

  @Benchmark
  public SignalCipher.Decrypted ratchetDecrypt() {
    return bob.decrypt(aliceAddress, false, fromAlice);
  }

  @Benchmark
  public SenderKeyCipher.Encrypted senderKeyEncrypt() {
    return sender.encrypt(GROUP, message);
  }

  @Benchmark
  public SenderKeyCipher.Decrypted senderKeyDecrypt() {
    return reader.decrypt(GROUP, groupMessage);
  }
}
