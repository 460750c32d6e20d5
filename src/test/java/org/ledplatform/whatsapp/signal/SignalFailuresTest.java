package org.ledplatform.whatsapp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.proto.StoredRatchet;
import org.ledplatform.whatsapp.proto.StoredReceivingChain;
import org.ledplatform.whatsapp.signal.Device.Sent;
import org.ledplatform.whatsapp.store.RecordKind;

class SignalFailuresTest {

  private final Device alice = new Device("alice", Clock.systemUTC());
  private final Device bob = new Device("bob", Clock.systemUTC());

  @BeforeEach
  void begin() {
    alice.begin(bob);
  }

  @Test
  void withoutASessionNothingIsEncryptedOrDecrypted() {
    assertThat(bob.cipher.hasSession(alice.address)).isFalse();
    assertThatThrownBy(() -> bob.send(alice, "hi")).isInstanceOf(NoSessionException.class);
    Sent sent = alice.send(bob, "hi");
    byte[] inner = PreKeyEnvelope.parse(sent.bytes()).message().body();
    byte[] bytes = Arrays.copyOf(inner, inner.length + 8);
    assertThatThrownBy(() -> bob.receive(alice, new Sent(false, bytes)))
        .isInstanceOf(NoSessionException.class);
  }

  @Test
  void aForgedBundleIsRefused() {
    PreKeyBundle good = bob.bundle();
    byte[] signature = good.signature().clone();
    signature[3] ^= 1;
    PreKeyBundle forged =
        new PreKeyBundle(
            good.registrationId(),
            good.identity(),
            good.signedPreKeyId(),
            good.signedPreKey(),
            signature,
            good.preKeyId(),
            good.preKey());
    assertThatThrownBy(() -> alice.cipher.startSession(bob.address, forged))
        .isInstanceOf(UntrustedSignatureException.class);
  }

  @Test
  void unknownPreKeysAreNamed() {
    Sent sent = alice.send(bob, "hi");
    bob.commit(List.of(PreKeys.forget(1)));
    assertThatThrownBy(() -> bob.receive(alice, sent)).isInstanceOf(InvalidKeyIdException.class);
  }

  @Test
  void aMessageTooFarAheadIsRefusedAndALateOneIsNot() {
    bob.receive(alice, alice.send(bob, "first"));
    Sent late = alice.send(bob, "late");
    Sent last = late;
    for (int i = 0; i < Receiving.MAX_AHEAD; i++) {
      last = alice.send(bob, "skipped");
    }
    Sent tooFar = alice.send(bob, "too far");
    assertThatThrownBy(() -> bob.receive(alice, tooFar)).isInstanceOf(FutureMessageException.class);
    assertThat(bob.receive(alice, last)).isEqualTo("skipped");
    assertThat(bob.receive(alice, late)).isEqualTo("late");
    assertThat(bob.receive(alice, tooFar)).isEqualTo("too far");
  }

  @Test
  void skippedKeysAreBoundedInTotal() {
    for (int round = 0; round < 3; round++) {
      alice.begin(bob);
      bob.receive(alice, alice.send(bob, "first"));
      Sent last = alice.send(bob, "");
      for (int i = 0; i < 1500; i++) {
        last = alice.send(bob, "");
      }
      bob.receive(alice, last);
    }
    int skipped = 0;
    for (StoredRatchet ratchet : new SessionBook(bob.store).session(alice.address).ratchets()) {
      for (StoredReceivingChain chain : ratchet.getReceivingList()) {
        skipped += chain.getSkippedCount();
      }
    }
    assertThat(skipped).isEqualTo(SignalSession.MAX_SKIPPED);
  }

  @Test
  void aNewIdentityIsBelievedAndReported() {
    assertThat(bob.receive(alice, alice.send(bob, "hi"))).isEqualTo("hi");
    Device reinstalled = new Device("alice", Clock.systemUTC());
    reinstalled.begin(bob);
    Sent sent = reinstalled.send(bob, "it is me");
    SignalCipher.Decrypted decrypted = bob.cipher.decrypt(alice.address, true, sent.bytes());
    assertThat(decrypted.identityChanged()).isTrue();
    bob.commit(decrypted.changes());
    assertThat(bob.cipher.identityOf(alice.address))
        .contains(reinstalled.self.identityKey().publicKey());
    assertThat(new SessionBook(bob.store).session(alice.address).ratchets()).hasSize(1);
    assertThat(reinstalled.receive(bob, bob.send(reinstalled, "welcome"))).isEqualTo("welcome");
  }

  @Test
  void aBundleOfANewIdentityReplacesTheOldSessions() {
    Device reinstalled = new Device("bob", Clock.systemUTC());
    alice.begin(reinstalled);
    assertThat(new SessionBook(alice.store).session(bob.address).ratchets()).hasSize(1);
    assertThat(reinstalled.receive(alice, alice.send(reinstalled, "hi"))).isEqualTo("hi");
  }

  @Test
  void aSessionThatNobodyAnswersGrowsStale() {
    Instant later = Instant.now().plus(Duration.ofDays(31));
    SignalCipher then =
        new SignalCipher(
            alice.store,
            alice.self,
            new java.security.SecureRandom(),
            Clock.fixed(later, ZoneOffset.UTC));
    assertThat(alice.cipher.hasSession(bob.address)).isTrue();
    assertThat(then.hasSession(bob.address)).isFalse();
    assertThatThrownBy(() -> then.encrypt(bob.address, new byte[1]))
        .isInstanceOf(NoSessionException.class);
  }

  @Test
  void everyChangedMessageIsASignalExceptionAndChangesNothing() {
    Random changes = new Random(11);
    Sent opening = alice.send(bob, "opening");
    fuzz(opening, changes);
    assertThat(bob.receive(alice, opening)).isEqualTo("opening");
    alice.receive(bob, bob.send(alice, "answer"));
    Sent message = alice.send(bob, "message");
    assertThat(message.preKey()).isFalse();
    fuzz(message, changes);
    assertThat(bob.receive(alice, message)).isEqualTo("message");
  }

  @Test
  void garbageIsASignalException() {
    Random garbage = new Random(12);
    bob.receive(alice, alice.send(bob, "first"));
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[garbage.nextInt(80)];
      garbage.nextBytes(bytes);
      if (bytes.length > 0 && garbage.nextBoolean()) {
        bytes[0] = WhisperEnvelope.VERSION;
      }
      boolean preKey = garbage.nextBoolean();
      assertThatThrownBy(() -> bob.cipher.decrypt(alice.address, preKey, bytes))
          .isInstanceOf(SignalException.class);
    }
  }

  /**
   * The registration id is the one part of a pre-key message that nothing authenticates; a change
   * that hits it alone still decrypts to the same text.
   */
  private void fuzz(Sent sent, Random changes) {
    List<byte[]> before = snapshot();
    int refused = 0;
    for (int i = 0; i < 600; i++) {
      byte[] bytes = sent.bytes().clone();
      if (changes.nextInt(4) == 0) {
        bytes = Arrays.copyOf(bytes, changes.nextInt(bytes.length));
      } else {
        bytes[changes.nextInt(bytes.length)] ^= (byte) (1 << changes.nextInt(8));
      }
      try {
        bob.cipher.decrypt(alice.address, sent.preKey(), bytes);
      } catch (SignalException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(550);
    List<byte[]> after = snapshot();
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < after.size(); i++) {
      assertThat(after.get(i)).isEqualTo(before.get(i));
    }
  }

  private List<byte[]> snapshot() {
    List<byte[]> values = new ArrayList<>();
    for (RecordKind kind : RecordKind.values()) {
      bob.store.list(kind).forEach(r -> values.add(r.value()));
    }
    return values;
  }
}
