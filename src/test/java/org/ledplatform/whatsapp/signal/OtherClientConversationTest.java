package org.ledplatform.whatsapp.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.Vectors;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PrivateKey;
import org.ledplatform.whatsapp.proto.StoredPreKey;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Replays a conversation that two devices of libsignal-node 6.0.0 once had, with the key pairs that
 * they drew at random. Given the same key pairs, both sides of ours must write the same bytes, and
 * read them in the order in which the others read them, with the same losses and overtakings.
 */
class OtherClientConversationTest {

  private static final SignalAddress ALICE = new SignalAddress("alice", 0);
  private static final SignalAddress BOB = new SignalAddress("bob", 0);

  @Test
  void everyByteIsTheOneThatTheOtherClientWrote() throws Exception {
    JsonNode recorded = recorded();
    Side alice = new Side(recorded, "alice", BOB);
    Side bob = new Side(recorded, "bob", ALICE);
    giveKeys(bob, recorded);
    alice.store.commit(alice.cipher.startSession(BOB, bundle(recorded, bob)).changes());

    List<JsonNode> sent = new java.util.ArrayList<>();
    for (JsonNode event : recorded.get("events")) {
      Side side = event.get("by").asText().equals("A") ? alice : bob;
      if (event.get("event").asText().equals("send")) {
        SignalCipher.Encrypted encrypted =
            side.cipher.encrypt(side.peer, event.get("plain").asText().getBytes("UTF-8"));
        side.store.commit(encrypted.changes());
        assertThat(encrypted.preKey()).isEqualTo(isPreKey(event));
        assertThat(encrypted.bytes()).isEqualTo(Vectors.hex(event.get("hex").asText()));
        sent.add(event);
      } else {
        JsonNode message = sent.get(event.get("message").asInt());
        SignalCipher.Decrypted decrypted =
            side.cipher.decrypt(
                side.peer, isPreKey(message), Vectors.hex(message.get("hex").asText()));
        side.store.commit(decrypted.changes());
        assertThat(decrypted.plain()).asString().isEqualTo(message.get("plain").asText());
      }
    }
    assertThat(alice.random.keys).isEmpty();
    assertThat(bob.random.keys).isEmpty();
  }

  private static boolean isPreKey(JsonNode event) {
    return event.get("type").asText().equals("pkmsg");
  }

  private static void giveKeys(Side bob, JsonNode recorded) {
    JsonNode signed = recorded.get("signedPreKey");
    byte[] signature = Vectors.hex(signed.get("sig").asText());
    bob.store.commit(
        List.of(
            SignedPreKeys.keep(new SignedPreKey(1, pair(signed.get("priv")), signature)),
            StoreChange.put(
                RecordKind.PRE_KEY, "31", stored(recorded.get("preKey")).build().toByteArray())));
  }

  private static PreKeyBundle bundle(JsonNode recorded, Side bob) {
    JsonNode signed = recorded.get("signedPreKey");
    return new PreKeyBundle(
        bob.self.registrationId(),
        bob.self.identityKey().publicKey(),
        1,
        pair(signed.get("priv")).publicKey(),
        Vectors.hex(signed.get("sig").asText()),
        OptionalInt.of(31),
        Optional.of(pair(recorded.get("preKey").get("priv")).publicKey()));
  }

  private static StoredPreKey.Builder stored(JsonNode key) {
    KeyPair pair = pair(key.get("priv"));
    return StoredPreKey.newBuilder()
        .setPublicKey(ByteString.copyFrom(pair.publicKey().bytes()))
        .setPrivateKey(ByteString.copyFrom(pair.privateKey().bytes()));
  }

  private static KeyPair pair(JsonNode privateKey) {
    return KeyPair.of(new PrivateKey(Vectors.hex(privateKey.asText())));
  }

  private static JsonNode recorded() throws Exception {
    String name = "libsignal-node-conversation.json";
    try (InputStream in = OtherClientConversationTest.class.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    }
  }

  private static final class Side {

    final MemoryDeviceStore store = new MemoryDeviceStore();
    final SignalAddress peer;
    final LocalIdentity self;
    final Recorded random;
    final SignalCipher cipher;

    Side(JsonNode recorded, String name, SignalAddress peer) {
      this.peer = peer;
      this.self =
          new LocalIdentity(
              pair(recorded.get(name + "Identity")), recorded.get(name + "RegistrationId").asInt());
      this.random = new Recorded(recorded.get(name + "Keys"));
      this.cipher = new SignalCipher(store, self, random, Clock.systemUTC());
    }
  }

  /** Draws the private keys that the others drew. */
  private static final class Recorded extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private final transient Queue<byte[]> keys = new ArrayDeque<>();

    Recorded(JsonNode privateKeys) {
      privateKeys.forEach(key -> keys.add(Vectors.hex(key.asText())));
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(keys.remove(), 0, bytes, 0, bytes.length);
    }
  }
}
