package org.ledplatform.whatsapp.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.StoredRatchet;
import org.ledplatform.whatsapp.signal.Device.Sent;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoredRecord;

/** Bob reads what Alice and those who are between them may send. */
class SignalFuzzTest {

  private static final Device ALICE = new Device("alice", Clock.systemUTC());
  private static final Device BOB = new Device("bob", Clock.systemUTC());
  private static final byte[] OPENING;
  private static final byte[] MESSAGE;
  private static final StoredRatchet OF_ALICE;
  private static final List<StoredRecord> BEFORE;

  static {
    ALICE.begin(BOB);
    OPENING = ALICE.send(BOB, "opening").bytes();
    BOB.receive(ALICE, ALICE.send(BOB, "another"));
    ALICE.receive(BOB, BOB.send(ALICE, "answer"));
    OF_ALICE = new SessionBook(ALICE.store).session(BOB.address).open();
    MESSAGE = ALICE.send(BOB, "message").bytes();
    BEFORE = records();
  }

  @FuzzTest
  void anyBytesAreReadOrRefused(byte[] input) {
    read(new Sent(true, input));
    read(new Sent(false, input));
  }

  /** The input changes a real message bit by bit and may make it longer. */
  @FuzzTest
  void aMessageThatWasChangedUnderWayIsRefused(byte[] input) {
    byte[] opening = changed(OPENING, input);
    byte[] message = changed(MESSAGE, input);
    read(new Sent(true, opening));
    if (!Arrays.equals(message, MESSAGE)) {
      assertThat(read(new Sent(false, message))).isFalse();
    }
  }

  /** Somebody with the right keys writes any counters and any ciphertext. */
  @FuzzTest
  void aContactWithASessionCanSendNothingThatHurts(byte[] input) {
    if (input.length < 3) {
      return;
    }
    int counter = input[0] & 0x1F;
    int previous = (input[1] << 24) | (input[2] & 0xFF);
    byte[] body =
        WhisperEnvelope.body(
            new PublicKey(OF_ALICE.getOwnRatchetPublic().toByteArray()),
            counter,
            previous,
            Arrays.copyOfRange(input, 3, input.length));
    ChainKey chain = new ChainKey(OF_ALICE.getSendingKey().toByteArray());
    for (int at = OF_ALICE.getSendingCounter(); at < counter; at++) {
      chain = chain.next();
    }
    byte[] mac =
        new MessageKeys(chain.seed())
            .mac(ALICE.self.identityKey().publicKey(), BOB.self.identityKey().publicKey(), body);
    byte[] message = Arrays.copyOf(body, body.length + mac.length);
    System.arraycopy(mac, 0, message, body.length, mac.length);
    read(new Sent(false, message));
  }

  /** Whether it could be read; the store is the same in either case, for nobody commits. */
  private static boolean read(Sent sent) {
    boolean readable = true;
    try {
      BOB.cipher.decrypt(ALICE.address, sent.preKey(), sent.bytes());
    } catch (SignalException _) {
      readable = false;
    }
    List<StoredRecord> after = records();
    assertThat(after).hasSameSizeAs(BEFORE);
    for (int i = 0; i < after.size(); i++) {
      assertThat(after.get(i).value()).isEqualTo(BEFORE.get(i).value());
    }
    return readable;
  }

  private static byte[] changed(byte[] real, byte[] changes) {
    byte[] bytes = Arrays.copyOf(real, Math.max(real.length, changes.length));
    for (int i = 0; i < changes.length; i++) {
      bytes[i] ^= changes[i];
    }
    return bytes;
  }

  private static List<StoredRecord> records() {
    List<StoredRecord> records = new ArrayList<>();
    for (RecordKind kind : RecordKind.values()) {
      records.addAll(BOB.store.list(kind));
    }
    return records;
  }
}
