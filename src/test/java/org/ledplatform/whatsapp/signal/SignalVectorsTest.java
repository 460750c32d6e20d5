package org.ledplatform.whatsapp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.Vectors;
import org.ledplatform.whatsapp.proto.StoredPreKey;
import org.ledplatform.whatsapp.signal.SignalCipher.Decrypted;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** Bob, as in the vectors, reads what a client that others wrote encrypted for him. */
class SignalVectorsTest {

  private static final SignalAddress ALICE = new SignalAddress("alice", 0);

  private final Vectors signal = Vectors.group("signal");
  private final JsonNode messages = signal.json().get("messages");
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final SignalCipher bob =
      new SignalCipher(
          store,
          new LocalIdentity(signal.pair("bobIdPriv"), 1),
          new SecureRandom(),
          Clock.systemUTC());

  @BeforeEach
  void giveBobHisKeys() {
    Vectors signed = signal.inner("bobSignedPreKey");
    Vectors oneTime = signal.inner("bobPreKey");
    store.commit(
        List.of(
            SignedPreKeys.keep(new SignedPreKey(1, signed.pair("priv"), signed.bytes("sig"))),
            StoreChange.put(RecordKind.PRE_KEY, "31", stored(oneTime).build().toByteArray())));
  }

  @Test
  void decryptsBothMessagesThatCanBeDecrypted() {
    for (int i = 0; i < 2; i++) {
      Decrypted decrypted = decrypt(i);
      assertThat(decrypted.plain()).asString().isEqualTo(messages.get(i).get("plain").asText());
      assertThat(decrypted.identityChanged()).isFalse();
      store.commit(decrypted.changes());
    }
    assertThat(bob.identityOf(ALICE)).contains(signal.key("aliceIdPub"));
    assertThat(bob.hasSession(ALICE)).isTrue();
  }

  @Test
  void decryptsThemInTheWrongOrderToo() {
    store.commit(decrypt(1).changes());
    assertThat(decrypt(0).plain()).asString().isEqualTo("a1");
  }

  @Test
  void forgetsTheOneTimeKeyOnlyWithTheCommit() {
    PreKeys keys = new PreKeys(store, new SecureRandom());
    Decrypted decrypted = decrypt(0);
    assertThat(keys.find(31)).isPresent();
    store.commit(decrypted.changes());
    assertThat(keys.find(31)).isEmpty();
    assertThat(decrypt(1).plain()).asString().isEqualTo("a2");
  }

  @Test
  void aRedeliveryIsADuplicate() {
    store.commit(decrypt(0).changes());
    assertThatThrownBy(() -> decrypt(0)).isInstanceOf(DuplicateMessageException.class);
  }

  @Test
  void messagesForARatchetThatBobNeverHadAreNotDecrypted() {
    store.commit(decrypt(0).changes());
    for (int i : new int[] {3, 5}) {
      assertThatThrownBy(() -> decrypt(i)).isInstanceOf(BadMacException.class);
    }
  }

  private Decrypted decrypt(int index) {
    JsonNode message = messages.get(index);
    return bob.decrypt(
        ALICE,
        message.get("type").asText().equals("pkmsg"),
        Vectors.hex(message.get("hex").asText()));
  }

  private static StoredPreKey.Builder stored(Vectors key) {
    return StoredPreKey.newBuilder()
        .setPublicKey(ByteString.copyFrom(key.bytes("pub")))
        .setPrivateKey(ByteString.copyFrom(key.bytes("priv")));
  }
}
