package org.ledplatform.whatsapp.signal;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.signal.SignalCipher.Decrypted;
import org.ledplatform.whatsapp.signal.SignalCipher.Encrypted;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.StoreChange;

/** A device with keys and a store, which commits at once what its cipher says. */
final class Device {

  private static final SecureRandom RANDOM = new SecureRandom();

  final SignalAddress address;
  final MemoryDeviceStore store = new MemoryDeviceStore();
  final LocalIdentity self = new LocalIdentity(KeyPair.generate(RANDOM), 77);
  final PreKeys preKeys = new PreKeys(store, RANDOM);
  final SignedPreKey signed = preKeys.sign(1, self.identityKey());
  final SignalCipher cipher;

  Device(String name, Clock clock) {
    this.address = new SignalAddress(name, 0);
    this.cipher = new SignalCipher(store, self, RANDOM, clock);
    store.commit(List.of(preKeys.keep(signed)));
  }

  /** What travels. */
  record Sent(boolean preKey, byte[] bytes) {}

  PreKeyBundle bundle() {
    PreKeys.Batch batch = preKeys.next(1);
    store.commit(batch.changes());
    PreKey key = batch.keys().getFirst();
    return bundle(OptionalInt.of(key.id()), Optional.of(key));
  }

  PreKeyBundle bundleWithoutOneTimeKey() {
    return bundle(OptionalInt.empty(), Optional.empty());
  }

  void begin(Device other) {
    store.commit(cipher.startSession(other.address, other.bundle()).changes());
  }

  Sent send(Device to, String text) {
    Encrypted encrypted = cipher.encrypt(to.address, text.getBytes(StandardCharsets.UTF_8));
    store.commit(encrypted.changes());
    return new Sent(encrypted.preKey(), encrypted.bytes());
  }

  String receive(Device from, Sent sent) {
    Decrypted decrypted = cipher.decrypt(from.address, sent.preKey(), sent.bytes());
    store.commit(decrypted.changes());
    return new String(decrypted.plain(), StandardCharsets.UTF_8);
  }

  void commit(List<StoreChange> changes) {
    store.commit(changes);
  }

  private PreKeyBundle bundle(OptionalInt id, Optional<PreKey> key) {
    return new PreKeyBundle(
        self.registrationId(),
        self.identityKey().publicKey(),
        signed.id(),
        signed.keyPair().publicKey(),
        signed.signature(),
        id,
        key.map(k -> k.keyPair().publicKey()));
  }
}
