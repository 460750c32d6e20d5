package org.ledplatform.whatsapp.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.PreKeyBundle;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.signal.SignalAddress;
import org.ledplatform.whatsapp.signal.SignalCipher;
import org.ledplatform.whatsapp.signal.SignedPreKey;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

/**
 * One contact under two addresses, used by several threads while the mapping is learned: whatever
 * the order, no step of the ratchet is lost and none is used twice.
 */
class ContactInterleavingTest {

  private static final int SEEDS = 60;
  private static final int MESSAGES = 12;
  private static final Jid PHONE = Jid.parse("49151:3@s.whatsapp.net");
  private static final Jid LID = Jid.parse("100:3@lid");
  private static final SignalAddress US = SignalAddress.of(Jid.parse("900@lid"));

  private final SecureRandom random = new SecureRandom();

  /** One side, with keys of its own. */
  private final class Side {
    private final MemoryDeviceStore store = new MemoryDeviceStore();
    private final KeyPair identity = KeyPair.generate(random);
    private final PreKeys preKeys = new PreKeys(store, random);
    private final SignedPreKey signed = preKeys.sign(1, identity);
    private final SignalCipher cipher =
        new SignalCipher(store, new LocalIdentity(identity, 7), random, Clock.systemUTC());
    private final Contacts contacts = new Contacts(store);

    Side() {
      store.commit(List.of(preKeys.keep(signed)));
    }

    PreKeyBundle bundle() {
      return new PreKeyBundle(
          7,
          identity.publicKey(),
          1,
          signed.keyPair().publicKey(),
          signed.signature(),
          OptionalInt.empty(),
          Optional.empty());
    }

    SignalCipher.Encrypted encrypt(SignalAddress to, String text) {
      SignalCipher.Encrypted encrypted = cipher.encrypt(to, text.getBytes(StandardCharsets.UTF_8));
      store.commit(encrypted.changes());
      return encrypted;
    }

    String decrypt(SignalAddress from, SignalCipher.Encrypted message) {
      SignalCipher.Decrypted decrypted = cipher.decrypt(from, message.preKey(), message.bytes());
      store.commit(decrypted.changes());
      return new String(decrypted.plain(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void noStepIsLostOrUsedTwiceWhateverTheOrder() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int seed = 0; seed < SEEDS; seed++) {
        interleave(new Random(seed), threads);
      }
    }
  }

  private void interleave(Random order, ExecutorService threads)
      throws InterruptedException, ExecutionException {
    Side us = new Side();
    Side anna = new Side();
    us.store.commit(us.cipher.startSession(SignalAddress.of(PHONE), anna.bundle()).changes());
    anna.decrypt(US, us.encrypt(SignalAddress.of(PHONE), "first"));
    ConcurrentLinkedQueue<SignalCipher.Encrypted> sent = new ConcurrentLinkedQueue<>();
    Set<String> read = Collections.synchronizedSet(new HashSet<>());
    List<Runnable> steps = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      SignalCipher.Encrypted arriving = anna.encrypt(US, "in " + i);
      Jid seenAs = order.nextBoolean() ? PHONE : LID;
      String text = "out " + i;
      steps.add(() -> read.add(locked(us, PHONE, () -> decrypt(us, arriving))));
      steps.add(() -> sent.add(locked(us, known(us, seenAs), () -> encrypt(us, text))));
    }
    steps.add(
        () ->
            us.contacts.learn(
                List.of(new LidMap.Pair(PHONE.withoutDevice(), LID.withoutDevice()))));
    Collections.shuffle(steps, order);
    List<Future<?>> running = new ArrayList<>();
    steps.forEach(step -> running.add(threads.submit(step)));
    for (Future<?> step : running) {
      step.get();
    }
    assertThat(read).hasSize(MESSAGES);
    Set<String> arrived = new HashSet<>();
    sent.forEach(message -> arrived.add(anna.decrypt(US, message)));
    assertThat(arrived).hasSize(MESSAGES);
  }

  /** The LID is of use only to whoever knows that it is hers. */
  private static Jid known(Side us, Jid address) {
    return us.contacts.phoneOf(address).isPresent() ? address : PHONE;
  }

  private static String decrypt(Side us, SignalCipher.Encrypted message) {
    return us.decrypt(us.contacts.addressOf(PHONE), message);
  }

  private static SignalCipher.Encrypted encrypt(Side us, String text) {
    return us.encrypt(us.contacts.addressOf(PHONE), text);
  }

  private static <T> T locked(Side us, Jid device, java.util.function.Supplier<T> work) {
    return us.contacts.locking(List.of(device), work);
  }
}
