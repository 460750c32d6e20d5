package org.ledplatform.whatsapp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.Vectors;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;

/** One message for a whole group: two devices, and what another client was seen to write. */
class SenderKeyCipherTest {

  private static final SenderKeyName NAME =
      new SenderKeyName(Jid.parse("120363000000000001@g.us"), new SignalAddress("alice", 3));

  private final MemoryDeviceStore aliceStore = new MemoryDeviceStore();
  private final MemoryDeviceStore bobStore = new MemoryDeviceStore();
  private final SenderKeyCipher alice = new SenderKeyCipher(aliceStore, new SecureRandom());
  private final SenderKeyCipher bob = new SenderKeyCipher(bobStore, new SecureRandom());

  @Test
  void readsWhatAnotherClientWroteWithItsSkippingIterations() {
    Vectors vector = Vectors.group("senderKey");
    bobStore.commit(bob.accept(NAME, vector.bytes("skdm")));
    for (JsonNode message : vector.json().get("messages")) {
      assertThat(bobReads(Vectors.hex(message.get("hex").asText())))
          .isEqualTo(message.get("plain").asText());
    }
  }

  @Test
  void readsThemInTheWrongOrderToo() {
    Vectors vector = Vectors.group("senderKey");
    JsonNode messages = vector.json().get("messages");
    bobStore.commit(bob.accept(NAME, vector.bytes("skdm")));
    for (int i : new int[] {2, 0, 1}) {
      assertThat(bobReads(Vectors.hex(messages.get(i).get("hex").asText())))
          .isEqualTo(messages.get(i).get("plain").asText());
    }
  }

  @Test
  void aMessageIsReadOnceAndAnUncommittedReadingIsNone() {
    introduce();
    byte[] message = aliceWrites("hello");
    bob.decrypt(NAME, message);
    assertThat(bobReads(message)).isEqualTo("hello");
    assertThatThrownBy(() -> bobReads(message)).isInstanceOf(DuplicateMessageException.class);
  }

  @Test
  void anIntroductionThatComesAgainDoesNotOpenOldMessages() {
    byte[] introduction = introduce();
    byte[] message = aliceWrites("hello");
    bobReads(message);
    assertThat(bob.accept(NAME, introduction)).isEmpty();
    assertThatThrownBy(() -> bobReads(message)).isInstanceOf(DuplicateMessageException.class);
  }

  @Test
  void whoIsIntroducedLateReadsOnlyWhatComesAfter() {
    aliceStore.commit(alice.create(NAME).changes());
    byte[] before = aliceWrites("before");
    bobStore.commit(bob.accept(NAME, alice.introduce(NAME).introduction()));
    assertThatThrownBy(() -> bobReads(before)).isInstanceOf(DuplicateMessageException.class);
    assertThat(bobReads(aliceWrites("after"))).isEqualTo("after");
  }

  @Test
  void aNewKeyShutsOutWhoHasOnlyTheOldOne() {
    introduce();
    aliceStore.commit(alice.create(NAME).changes());
    byte[] message = aliceWrites("secret");
    assertThatThrownBy(() -> bobReads(message)).isInstanceOf(NoSessionException.class);
    bobStore.commit(bob.accept(NAME, alice.introduce(NAME).introduction()));
    assertThatThrownBy(() -> bobReads(message)).isInstanceOf(DuplicateMessageException.class);
  }

  @Test
  void theLastFiveKeysOfASenderAreKept() {
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      aliceStore.commit(alice.create(NAME).changes());
      bobStore.commit(bob.accept(NAME, alice.introduce(NAME).introduction()));
      messages.add(aliceWrites("m" + i));
    }
    assertThatThrownBy(() -> bobReads(messages.getFirst())).isInstanceOf(NoSessionException.class);
    assertThat(bobReads(messages.get(1))).isEqualTo("m1");
    assertThat(bobReads(messages.get(5))).isEqualTo("m5");
  }

  @Test
  void aForgedMessageIsRefusedAndLeavesEverythingAsItWas() {
    introduce();
    byte[] message = aliceWrites("hello");
    byte[] before = stored();
    for (int i = 0; i < message.length; i++) {
      byte[] forged = message.clone();
      forged[i] ^= 0x10;
      assertThatThrownBy(() -> bobReads(forged)).isInstanceOf(SignalException.class);
    }
    assertThat(stored()).isEqualTo(before);
    assertThat(bobReads(message)).isEqualTo("hello");
  }

  @Test
  void aMessageTooFarAheadIsRefusedWithoutWork() {
    introduce();
    for (int i = 0; i <= SenderChain.MAX_AHEAD; i++) {
      aliceStore.commit(alice.encrypt(NAME, new byte[1]).changes());
    }
    byte[] message = aliceWrites("far");
    assertThatThrownBy(() -> bobReads(message)).isInstanceOf(FutureMessageException.class);
  }

  @Test
  void skippedKeysAreBoundedHoweverManyAreSkipped() {
    introduce();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < SenderChain.MAX_AHEAD; i++) {
        aliceStore.commit(alice.encrypt(NAME, new byte[1]).changes());
      }
      assertThat(bobReads(aliceWrites("r" + round))).isEqualTo("r" + round);
    }
    assertThat(stored()).hasSizeLessThan(100_000);
  }

  @Test
  void whatIsNoIntroductionIsRefused() {
    byte[] good = alice.create(NAME).introduction();
    for (int length = 0; length < good.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(good, length);
      assertThatThrownBy(() -> bob.accept(NAME, cut)).isInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void withoutAKeyNothingIsEncryptedOrIntroduced() {
    assertThat(alice.currentKey(NAME)).isEmpty();
    assertThatThrownBy(() -> alice.encrypt(NAME, new byte[1]))
        .isInstanceOf(NoSessionException.class);
    assertThatThrownBy(() -> alice.introduce(NAME)).isInstanceOf(NoSessionException.class);
  }

  private byte[] introduce() {
    SenderKeyCipher.OwnKey key = alice.create(NAME);
    aliceStore.commit(key.changes());
    bobStore.commit(bob.accept(NAME, key.introduction()));
    return key.introduction();
  }

  private byte[] aliceWrites(String text) {
    SenderKeyCipher.Encrypted encrypted =
        alice.encrypt(NAME, text.getBytes(StandardCharsets.UTF_8));
    aliceStore.commit(encrypted.changes());
    return encrypted.bytes();
  }

  private String bobReads(byte[] message) {
    SenderKeyCipher.Decrypted decrypted = bob.decrypt(NAME, message);
    bobStore.commit(decrypted.changes());
    return new String(decrypted.plain(), StandardCharsets.UTF_8);
  }

  private byte[] stored() {
    return bobStore.list(RecordKind.SENDER_KEY).getFirst().value();
  }
}
