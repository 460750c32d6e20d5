package org.ledplatform.whatsapp.noise;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.SecureRandom;
import java.time.Instant;
import org.ledplatform.fuzz.Refused;
import org.ledplatform.whatsapp.crypto.CipherException;
import org.ledplatform.whatsapp.crypto.KeyPair;

/** Each message of the handshake and what is inside it, from a stranger at the other end. */
class HandshakeFuzzTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final KeyPair ROOT = KeyPair.generate(RANDOM);
  private static final KeyPair SERVER = KeyPair.generate(RANDOM);
  private static final KeyPair EPHEMERAL = KeyPair.generate(RANDOM);
  private static final KeyPair NOISE = KeyPair.generate(RANDOM);

  @FuzzTest
  void serverReadsAnyHelloAndAnyFinish(byte[] input) {
    ServerHandshake fresh = server(new byte[0]);
    Refused.orDone(() -> fresh.answer(input));
    ServerHandshake answered = server(new byte[0]);
    answered.answer(client().hello());
    if (Refused.orDone(() -> answered.finish(input))) {
      assertThatThrownBy(answered::transport).isInstanceOf(IllegalStateException.class);
    }
  }

  @FuzzTest
  void clientReadsAnyAnswer(byte[] input) {
    ClientHandshake client = client();
    client.hello();
    assertThatThrownBy(() -> client.finish(input, ROOT.publicKey(), NOW, new byte[4]))
        .isInstanceOf(HandshakeException.class);
    assertThatThrownBy(client::transport).isInstanceOf(IllegalStateException.class);
  }

  /** The handshake itself is right, so the fuzzer reaches what is encrypted in it. */
  @FuzzTest
  void clientReadsAnyCertificateChain(byte[] chain) {
    ClientHandshake client = client();
    byte[] answer = server(chain).answer(client.hello());
    assertThatThrownBy(() -> client.finish(answer, ROOT.publicKey(), NOW, new byte[4]))
        .isInstanceOf(BadCertificateException.class);
  }

  @FuzzTest
  void anyHeaderAndAnySealedPayload(byte[] input) {
    Refused.orDone(() -> IntroHeader.parse(input));
    assertThatThrownBy(() -> new NoiseTransport(new byte[32], new byte[32]).decrypt(input))
        .isInstanceOf(CipherException.class);
  }

  private static ClientHandshake client() {
    return new ClientHandshake(NOISE, EPHEMERAL, 3);
  }

  private static ServerHandshake server(byte[] chain) {
    return new ServerHandshake(SERVER, EPHEMERAL, chain, 3);
  }
}
