package org.ledplatform.whatsapp.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.Arrays;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PrivateKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.StoredSenderKey;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

/** What members of a group, and those between, may send to one who has a member's key. */
class SenderKeyFuzzTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SenderKeyName ALICE =
      new SenderKeyName(Jid.parse("120363@g.us"), new SignalAddress("alice", 0));
  private static final MemoryDeviceStore OF_ALICE = new MemoryDeviceStore();
  private static final SenderKeyCipher SENDER = new SenderKeyCipher(OF_ALICE, RANDOM);
  private static final SenderKeyCipher READER;
  private static final byte[] INTRODUCTION;
  private static final byte[] MESSAGE;

  static {
    MemoryDeviceStore store = new MemoryDeviceStore();
    READER = new SenderKeyCipher(store, RANDOM);
    SenderKeyCipher.OwnKey key = SENDER.create(ALICE);
    OF_ALICE.commit(key.changes());
    INTRODUCTION = key.introduction();
    store.commit(READER.accept(ALICE, INTRODUCTION));
    MESSAGE = SENDER.encrypt(ALICE, new byte[40]).bytes();
  }

  @FuzzTest
  void anyBytesAreReadOrRefused(byte[] input) {
    assertThat(refused(() -> READER.decrypt(ALICE, input))).isTrue();
    refused(() -> READER.accept(ALICE, input));
  }

  /** The input changes a real message and a real introduction bit by bit. */
  @FuzzTest
  void aMessageThatWasChangedUnderWayIsRefused(byte[] input) {
    byte[] message = changed(MESSAGE, input);
    if (!Arrays.equals(message, MESSAGE)) {
      assertThat(refused(() -> READER.decrypt(ALICE, message))).isTrue();
    }
    refused(() -> READER.accept(ALICE, changed(INTRODUCTION, input)));
  }

  /** The owner of the key signs whatever is there. */
  @FuzzTest
  void aMemberCanSendNothingThatHurts(byte[] body) {
    StoredSenderKey own = new SenderKeyBook(OF_ALICE).keys(ALICE).getFirst();
    byte[] signature = Curve.sign(signing(own).privateKey(), body, RANDOM);
    byte[] message = Arrays.copyOf(body, body.length + signature.length);
    System.arraycopy(signature, 0, message, body.length, signature.length);
    refused(() -> READER.decrypt(ALICE, message));
  }

  private static KeyPair signing(StoredSenderKey key) {
    ByteString bytes = key.getSigningPrivate();
    return KeyPair.of(new PrivateKey(bytes.toByteArray()));
  }

  private static boolean refused(Runnable task) {
    try {
      task.run();
      return false;
    } catch (SignalException _) {
      return true;
    }
  }

  private static byte[] changed(byte[] real, byte[] changes) {
    byte[] bytes = Arrays.copyOf(real, Math.max(real.length, changes.length));
    for (int i = 0; i < changes.length; i++) {
      bytes[i] ^= changes[i];
    }
    return bytes;
  }
}
