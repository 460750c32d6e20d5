package org.ledplatform.whatsapp.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.crypto.CipherException;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.proto.ClientHello;
import org.ledplatform.whatsapp.proto.HandshakeMessage;

class HandshakeTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final SecureRandom random = new SecureRandom();
  private final KeyPair root = KeyPair.generate(random);
  private final KeyPair serverStatic = KeyPair.generate(random);
  private final KeyPair noiseKey = KeyPair.generate(random);
  private final byte[] chain =
      CertificateChain.issue(root, KeyPair.generate(random), serverStatic.publicKey(), NOW, random);

  @Test
  void clientAndServerUnderstandEachOtherAfterwards() {
    ClientHandshake client = client(3);
    ServerHandshake server = server(3);
    byte[] answer = server.answer(client.hello());
    ClientIdentity identity =
        server.finish(client.finish(answer, root.publicKey(), NOW, new byte[] {1, 2}));
    assertThat(identity.noiseKey()).isEqualTo(noiseKey.publicKey());
    assertThat(identity.payload()).containsExactly(1, 2);
    for (int i = 0; i < 300; i++) {
      byte[] message = new byte[i];
      random.nextBytes(message);
      assertThat(server.transport().decrypt(client.transport().encrypt(message)))
          .isEqualTo(message);
      assertThat(client.transport().decrypt(server.transport().encrypt(message)))
          .isEqualTo(message);
    }
  }

  @Test
  void differentDictionariesInTheHeaderBreakTheHandshake() {
    ClientHandshake client = client(3);
    byte[] answer = server(2).answer(client.hello());
    assertThatThrownBy(() -> client.finish(answer, root.publicKey(), NOW, new byte[0]))
        .isInstanceOf(HandshakeException.class);
  }

  @Test
  void aServerUnderAnotherRootIsRefused() {
    ClientHandshake client = client(3);
    byte[] answer = server(3).answer(client.hello());
    assertThatThrownBy(() -> client.finish(answer, WhatsAppRoot.KEY, NOW, new byte[0]))
        .isInstanceOf(BadCertificateException.class);
    assertThatThrownBy(client::transport).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void everyChangedAnswerIsAHandshakeException() {
    Random changes = new Random(5);
    for (int i = 0; i < 300; i++) {
      ClientHandshake client = client(3);
      byte[] answer = server(3).answer(client.hello());
      byte[] changed = change(answer, changes);
      assertThatThrownBy(() -> client.finish(changed, root.publicKey(), NOW, new byte[0]))
          .isInstanceOf(HandshakeException.class);
    }
  }

  @Test
  void everyChangedFinishIsAHandshakeException() {
    Random changes = new Random(6);
    for (int i = 0; i < 300; i++) {
      ClientHandshake client = client(3);
      ServerHandshake server = server(3);
      byte[] finish =
          client.finish(server.answer(client.hello()), root.publicKey(), NOW, new byte[9]);
      byte[] changed = change(finish, changes);
      assertThatThrownBy(() -> server.finish(changed)).isInstanceOf(HandshakeException.class);
    }
  }

  @Test
  void keysThatMakeTheSecretZeroAreRefused() {
    byte[] hello =
        HandshakeMessage.newBuilder()
            .setClientHello(
                ClientHello.newBuilder().setEphemeral(ByteString.copyFrom(new byte[32])))
            .build()
            .toByteArray();
    assertThatThrownBy(() -> server(3).answer(hello)).isInstanceOf(HandshakeException.class);
  }

  @Test
  void aChangedOrRepeatedPayloadIsRefused() {
    NoiseTransport one = new NoiseTransport(new byte[32], new byte[32]);
    NoiseTransport other = new NoiseTransport(new byte[32], new byte[32]);
    byte[] sent = one.encrypt(new byte[10]);
    assertThat(other.decrypt(sent)).hasSize(10);
    assertThatThrownBy(() -> other.decrypt(sent)).isInstanceOf(CipherException.class);
    assertThatThrownBy(() -> other.decrypt(new byte[3])).isInstanceOf(CipherException.class);
  }

  @Test
  void onlyTheHeaderOfThisProtocolIsRead() {
    for (byte[] wrong :
        new byte[][] {{'W', 'A', 5, 3}, {'E', 'D', 0, 1}, {'W', 'A', 6}, {'W', 'A', 6, 3, 0}}) {
      assertThatThrownBy(() -> IntroHeader.parse(wrong)).isInstanceOf(HandshakeException.class);
    }
  }

  /** Changes a bit or cuts bytes off, but never only in the few bytes that mean nothing. */
  private static byte[] change(byte[] message, Random changes) {
    if (changes.nextInt(4) == 0) {
      return Arrays.copyOf(message, changes.nextInt(message.length));
    }
    byte[] changed = message.clone();
    changed[changes.nextInt(changed.length)] ^= (byte) (1 << changes.nextInt(8));
    return changed;
  }

  private ClientHandshake client(int dictionary) {
    return new ClientHandshake(noiseKey, KeyPair.generate(random), dictionary);
  }

  private ServerHandshake server(int dictionary) {
    return new ServerHandshake(serverStatic, KeyPair.generate(random), chain, dictionary);
  }
}
